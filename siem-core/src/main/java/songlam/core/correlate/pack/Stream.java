package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.time.SessionPseudoClock;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.correlate.window.Happening;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Severity;

/**
 * A pack at work on one stream of events in event-time order: the live one, or one backfill.
 * Windows notice, the session decides, alerts leave. Pure: for one thread, no clock but that of the
 * events.
 */
final class Stream implements AutoCloseable, Alerts {
  private static final int MOST_FIRINGS = 10_000;
  private static final long LOOK_EVERY = 1_000;

  private final Pack pack;
  private final AlertMaker maker;
  private final AlertSink sink;
  private final Predicate<String> enabled;
  private final Map<Rule, Watch> watches = new LinkedHashMap<>();
  private final Map<String, Episode> episodes = new HashMap<>();
  private final KieSession session;
  private long now = Long.MIN_VALUE;
  private long lookedAt = Long.MIN_VALUE;
  private long mutedBefore;

  /**
   * @param late whether its alerts are marked late
   * @param enabled whether a rule's alerts are wanted: {@code pack/rule}
   */
  Stream(Pack pack, KieBase rules, boolean late, AlertSink sink, Predicate<String> enabled) {
    this.pack = pack;
    this.maker = new AlertMaker(pack, late);
    this.sink = sink;
    this.enabled = enabled;
    pack.rules().forEach(rule -> watches.put(rule, Watch.of(rule.when())));
    this.session = newSession(rules);
  }

  /** Alerts whose evidence ends before this offset were raised in an earlier life: not again. */
  void mutedBefore(long offset) {
    mutedBefore = offset;
  }

  /** The next event; times never fall. */
  void on(Happening happening) {
    advance(happening.event().timestamp());
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().on(happening, sighting -> sighted(entry.getKey(), sighting));
    }
  }

  /** Event time goes on. */
  void advance(long time) {
    if (time <= now) {
      return;
    }
    now = time;
    if (lookedAt != Long.MIN_VALUE && time - lookedAt < LOOK_EVERY) {
      return;
    }
    lookedAt = time;
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().advance(time, sighting -> sighted(entry.getKey(), sighting));
    }
    List<Episode> over = new ArrayList<>();
    for (Episode episode : episodes.values()) {
      if (episode.isQuiet(time)) {
        over.add(episode);
      } else if (episode.worthTelling(time)) {
        tell(episode, Noticed.GROWN);
      }
    }
    over.sort(Comparator.comparing(Stream::handle));
    for (Episode episode : over) {
      episodes.remove(handle(episode));
      tell(episode, Noticed.RETURNED);
    }
  }

  long now() {
    return now;
  }

  /** The oldest offset open windows and episodes rest on. */
  long safeOffset(long none) {
    long safe = none;
    for (Watch watch : watches.values()) {
      safe = Math.min(safe, watch.safeOffset(none));
    }
    for (Episode episode : episodes.values()) {
      safe = Math.min(safe, episode.firstOffset());
    }
    return safe;
  }

  /** Keys the windows had to let go. */
  long evicted() {
    return watches.values().stream().mapToLong(Watch::evicted).sum();
  }

  private void sighted(Rule rule, Sighting sighting) {
    String handle = rule.id() + "\n" + sighting.key();
    Episode episode = episodes.get(handle);
    if (episode == null) {
      episode = new Episode(rule, sighting.key());
      episode.take(sighting);
      episodes.put(handle, episode);
      tell(episode, Noticed.OPENED);
    } else {
      episode.take(sighting);
      if (episode.worthTelling(now)) {
        tell(episode, Noticed.GROWN);
      }
    }
  }

  private void tell(Episode episode, String phase) {
    episode.told(now);
    SessionPseudoClock clock = session.getSessionClock();
    long behind = now - clock.getCurrentTime();
    if (behind > 0) {
      clock.advanceTime(behind, TimeUnit.MILLISECONDS);
    }
    session.insert(
        new Noticed(episode.rule().id(), episode.key(), phase, episode.count(), now, episode));
    if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
      throw new IllegalStateException(
          "pack " + pack.id() + ": over " + MOST_FIRINGS + " firings (expected: rules that end)");
    }
  }

  @Override
  public void alert(Noticed noticed) {
    raise(noticed, null);
  }

  @Override
  public void alert(Noticed noticed, Severity severity) {
    raise(noticed, severity);
  }

  private void raise(Noticed noticed, @Nullable Severity severity) {
    Episode episode = noticed.episode();
    boolean told = episode.lastOffset() < mutedBefore && !noticed.phase().equals(Noticed.RETURNED);
    if (told || !enabled.test(pack.id() + "/" + episode.rule().id())) {
      return;
    }
    Condition condition =
        noticed.phase().equals(Noticed.RETURNED) ? Condition.RETURNED : Condition.ACTIVE;
    Alert alert = maker.make(episode, condition, severity);
    sink.raise(alert);
  }

  private static String handle(Episode episode) {
    return episode.rule().id() + "\n" + episode.key();
  }

  private KieSession newSession(KieBase rules) {
    KieSessionConfiguration configuration = KieServices.Factory.get().newKieSessionConfiguration();
    configuration.setOption(ClockTypeOption.PSEUDO);
    KieSession made = rules.newKieSession(configuration, null);
    made.setGlobal("alerts", this);
    return made;
  }

  @Override
  public void close() {
    session.dispose();
  }
}
