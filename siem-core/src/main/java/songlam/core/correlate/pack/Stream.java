package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.time.SessionPseudoClock;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Event;
import songlam.core.event.Severity;

/**
 * A pack at work on one stream of events in event-time order: the live one, or one apart. Windows
 * notice, the session decides, alerts leave. Pure: for one thread, no clock but that of the events.
 * Whatever time alone brings about is looked for at whole seconds of event time, so how far time
 * leaps at once changes nothing.
 */
final class Stream implements AutoCloseable, Alerts {
  private static final Comparator<Episode> AS_THEY_BEGAN = Comparator.comparingLong(Episode::order);
  private static final int MOST_FIRINGS = 10_000;
  private static final int MOST_EPISODES = 100_000;
  private static final long LOOK_EVERY = 1_000;

  private final Pack pack;
  private final Outlet outlet;
  private final Map<Rule, Watch> watches = new LinkedHashMap<>();
  private final Map<String, Episode> episodes = new LinkedHashMap<>();
  private final Map<Episode, FactHandle> facts = new HashMap<>();
  private final Map<Episode, Decision> decisions = new TreeMap<>(AS_THEY_BEGAN);
  private final KieSession session;
  private long begun;
  private long endedEarly;
  private long now = Long.MIN_VALUE;
  private long lookedAt = Long.MIN_VALUE;

  /** What the rules say of one noticed thing. */
  record Decision(Noticed noticed, @Nullable Severity severity, boolean suppressed) {
    private static Decision both(Decision one, Decision other) {
      Severity severity = one.severity;
      if (severity == null || (other.severity != null && other.severity.compareTo(severity) > 0)) {
        severity = other.severity;
      }
      return new Decision(other.noticed, severity, one.suppressed || other.suppressed);
    }
  }

  /** Where decisions go. */
  interface Outlet {
    void decided(Episode episode, Decision decision);
  }

  Stream(Pack pack, KieBase rules, Outlet outlet) {
    this.pack = pack;
    this.outlet = outlet;
    pack.rules().forEach(rule -> watches.put(rule, Watch.of(rule.when())));
    this.session = newSession(rules);
  }

  /** The next event; times never fall. */
  void on(Event event) {
    advance(event.timestamp());
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().on(event, sighting -> sighted(entry.getKey(), sighting));
    }
  }

  /** Event time goes on. */
  void advance(long time) {
    if (lookedAt == Long.MIN_VALUE) {
      lookedAt = Math.floorDiv(time, LOOK_EVERY) * LOOK_EVERY;
    }
    while (time - lookedAt >= LOOK_EVERY) {
      lookedAt = nextLook(time);
      if (lookedAt <= time) {
        now = Math.max(now, lookedAt);
        look(lookedAt);
      }
    }
    now = Math.max(now, time);
  }

  /** The whole second to look at next: the following one, or where something is due again. */
  private long nextLook(long time) {
    long next = lookedAt + LOOK_EVERY;
    if (time - next < 4 * LOOK_EVERY) {
      return next;
    }
    long due = Long.MAX_VALUE;
    for (Watch watch : watches.values()) {
      due = Math.min(due, watch.due());
    }
    for (Episode episode : episodes.values()) {
      due = Math.min(due, episode.due());
    }
    long last = Math.floorDiv(time, LOOK_EVERY) * LOOK_EVERY;
    return due >= last ? last : Math.max(next, Math.ceilDiv(due, LOOK_EVERY) * LOOK_EVERY);
  }

  private void look(long time) {
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().advance(time, sighting -> sighted(entry.getKey(), sighting));
    }
    List<Episode> over = new ArrayList<>();
    for (Episode episode : List.copyOf(episodes.values())) {
      if (episode.isQuiet(time)) {
        over.add(episode);
      } else if (episode.worthTelling(time)) {
        tell(episode, Noticed.GROWN);
      }
    }
    over.forEach(this::end);
  }

  /** Nothing more comes: what is open has ended. */
  void finish() {
    List.copyOf(episodes.values()).forEach(this::end);
  }

  /** Keys and episodes that had to be let go for want of room. */
  long evicted() {
    return endedEarly + watches.values().stream().mapToLong(Watch::evicted).sum();
  }

  private void sighted(Rule rule, Sighting sighting) {
    Episode episode = episodes.get(handle(rule, sighting.key()));
    if (sighting.over()) {
      if (episode != null) {
        end(episode);
      }
    } else if (episode == null) {
      episode = new Episode(rule, sighting.key(), begun++);
      episode.take(sighting);
      episodes.put(handle(rule, sighting.key()), episode);
      tell(episode, Noticed.OPENED);
      if (episodes.size() > MOST_EPISODES) {
        endedEarly++;
        end(episodes.values().iterator().next());
      }
    } else {
      episode.take(sighting);
      if (episode.worthTelling(now)) {
        tell(episode, Noticed.GROWN);
      }
    }
  }

  private void end(Episode episode) {
    episodes.remove(handle(episode.rule(), episode.key()));
    tell(episode, Noticed.RETURNED);
    FactHandle fact = facts.remove(episode);
    if (fact != null) {
      session.delete(fact);
    }
    List<Episode> held = new ArrayList<>();
    episodes.values().stream().filter(Episode::isSuppressed).forEach(held::add);
    held.forEach(one -> tell(one, Noticed.GROWN));
  }

  private void tell(Episode episode, String phase) {
    put(episode, episode.told(now, phase));
    List<Decision> made = List.copyOf(decisions.values());
    decisions.clear();
    for (Decision decision : made) {
      decision.noticed().episode().suppressed(decision.suppressed());
      outlet.decided(decision.noticed().episode(), decision);
    }
  }

  /** Puts the fact in the place of the episode's former one and lets the rules come to rest. */
  private void put(Episode episode, Noticed noticed) {
    SessionPseudoClock clock = session.getSessionClock();
    long behind = noticed.at() - clock.getCurrentTime();
    if (behind > 0) {
      clock.advanceTime(behind, TimeUnit.MILLISECONDS);
    }
    FactHandle former = facts.remove(episode);
    if (former != null) {
      session.delete(former);
    }
    facts.put(episode, session.insert(noticed));
    if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
      throw new IllegalStateException(
          "pack " + pack.id() + ": over " + MOST_FIRINGS + " firings (expected: rules that end)");
    }
  }

  @Override
  public void alert(Noticed noticed) {
    decide(new Decision(noticed, null, false));
  }

  @Override
  public void alert(Noticed noticed, Severity severity) {
    decide(new Decision(noticed, severity, false));
  }

  @Override
  public void suppress(Noticed noticed) {
    decide(new Decision(noticed, null, true));
  }

  private void decide(Decision decision) {
    decisions.merge(decision.noticed().episode(), decision, Decision::both);
  }

  void save(StateWriter out) {
    out.number(begun).number(endedEarly).number(now).number(lookedAt).number(watches.size());
    watches.forEach(
        (rule, watch) -> out.text(rule.id()).text(rule.when().fingerprint()).part(watch::save));
    out.number(episodes.size());
    for (Episode episode : episodes.values()) {
      out.text(episode.rule().id()).part(episode::save);
    }
  }

  /**
   * Takes over what an earlier stream of this pack knew. A rule whose condition has changed begins
   * with empty windows; its open episodes go on, so an attack under way is not told anew.
   */
  void restore(StateReader in) {
    begun = in.number();
    endedEarly = in.number();
    now = in.number();
    lookedAt = in.number();
    Set<String> changed = new HashSet<>();
    pack.rules().forEach(rule -> changed.add(rule.id()));
    for (long left = in.number(); left > 0; left--) {
      String id = in.text();
      String condition = in.text();
      StateReader state = in.part();
      watches.forEach(
          (rule, watch) -> {
            if (rule.id().equals(id) && rule.when().fingerprint().equals(condition)) {
              watch.restore(state);
              changed.remove(id);
            }
          });
    }
    for (long left = in.number(); left > 0; left--) {
      String id = in.text();
      StateReader state = in.part();
      pack.rules().stream()
          .filter(rule -> rule.id().equals(id))
          .findFirst()
          .map(rule -> Episode.read(rule, state))
          .ifPresent(episode -> episodes.put(handle(episode.rule(), episode.key()), episode));
    }
    episodes.values().stream()
        .sorted(Comparator.comparingLong(Episode::toldAt).thenComparing(AS_THEY_BEGAN))
        .forEach(episode -> put(episode, episode.noticed()));
    decisions.clear();
    // Nothing is left that could lift what the former condition had noticed.
    List.copyOf(episodes.values()).stream()
        .filter(e -> e.rule().when().isStanding() && changed.contains(e.rule().id()))
        .forEach(this::end);
  }

  private static String handle(Rule rule, String key) {
    return rule.id() + "\n" + key;
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
