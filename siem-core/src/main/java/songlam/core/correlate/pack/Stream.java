package songlam.core.correlate.pack;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.contain.RuleFailure;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.Event;

/**
 * A pack at work on one stream of events in event-time order: the live one, or one apart. Windows
 * notice, the session decides, alerts leave. Pure: for one thread, no clock but that of the events.
 * Whatever time alone brings about is looked for at whole seconds of event time, so how far time
 * leaps at once changes nothing.
 */
final class Stream implements AutoCloseable, LateArrivals.Knowledge {
  private static final Comparator<Episode> AS_THEY_BEGAN = Comparator.comparingLong(Episode::order);
  private static final int MOST_EPISODES = 100_000;
  private static final long LOOK_EVERY = 1_000;

  private Pack pack;
  private final Outlet outlet;
  private final Watches watches;
  private final OpenEpisodes episodes = new OpenEpisodes();
  private final RuleSessions sessions;
  private @Nullable Episode inHand;

  /** Rules whose windows began anew, and whose standing episodes have not been ended for that. */
  private final Set<String> changed = new HashSet<>();

  /** Rules no longer switched off, and whose episodes nobody has been told of yet. */
  private final Set<String> heard = new HashSet<>();

  /** What an earlier stream told of by rules that are gone, until it has ended. */
  private final List<Episode> ruleless = new ArrayList<>();

  private long begun;
  private long endedEarly;
  private long now = Long.MIN_VALUE;
  private long lookedAt = Long.MIN_VALUE;

  Stream(Pack pack, RuleBase rules, Outlet outlet) {
    this.pack = pack;
    this.outlet = outlet;
    this.watches = new Watches(pack);
    this.sessions = new RuleSessions(rules, silent());
  }

  /** The next event; times never fall. */
  void on(Event event) {
    advance(event.timestamp());
    watches.on(event, (rule, sighting) -> sighted(rule, sighting, false));
  }

  /** An event that came too late, for the windows that judge such by themselves. */
  void late(Event event) {
    watches.late(event, now, (rule, sighting) -> sighted(rule, sighting, true));
  }

  @Override
  public List<Episode> raised(Rule rule) {
    return episodes.all(episode -> episode.rule().equals(rule) && episode.raisedAs() != null);
  }

  @Override
  public Past past(Rule rule, Past.Since since, Predicate<String> keys) {
    return watches.past(rule, since, keys);
  }

  /** Begins with what earlier windows knew, by rule. */
  void begin(Map<String, Past> past) {
    watches.begin(past);
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
    long due = Math.min(watches.due(), episodes.due());
    long last = Math.floorDiv(time, LOOK_EVERY) * LOOK_EVERY;
    return due >= last ? last : Math.max(next, Math.ceilDiv(due, LOOK_EVERY) * LOOK_EVERY);
  }

  private void look(long time) {
    watches.advance(time, (rule, sighting) -> sighted(rule, sighting, false));
    List<Episode> over = new ArrayList<>();
    for (Episode episode : episodes.all()) {
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
    episodes.all().forEach(this::end);
  }

  /** Keys and episodes that had to be let go for want of room. */
  long evicted() {
    return endedEarly + watches.evicted();
  }

  private void sighted(Rule rule, Sighting sighting, boolean late) {
    Episode episode = episodes.find(rule, sighting.key());
    if (sighting.over()) {
      if (episode != null) {
        end(episode);
      }
    } else if (episode == null) {
      episode = new Episode(rule, sighting.key(), begun++);
      episode.goOnWith(late ? null : outlet.found(rule, LateJoin.Told.of(sighting)));
      take(episode, sighting, late);
      episodes.add(episode);
      tell(episode, Noticed.OPENED);
      if (episodes.size() > MOST_EPISODES) {
        endedEarly++;
        end(episodes.eldest());
      }
    } else {
      take(episode, sighting, late);
      if (episode.worthTelling(now)) {
        tell(episode, Noticed.GROWN);
      }
    }
  }

  private static void take(Episode episode, Sighting sighting, boolean late) {
    episode.take(sighting);
    if (late) {
      episode.cameLate();
    }
  }

  private void end(Episode episode) {
    episodes.remove(episode);
    tell(episode, Noticed.RETURNED);
    sessions.take(episode);
    episodes.all(Episode::isSuppressed).forEach(one -> tell(one, Noticed.GROWN));
  }

  private void tell(Episode episode, String phase) {
    put(episode, episode.told(now, phase));
    for (RuleSession.Decision decision : sessions.decided()) {
      decision.noticed().episode().suppressed(decision.suppressed());
      outlet.decided(decision.noticed().episode(), decision);
    }
  }

  /** As often as it takes: each time a rule fails, there is one less. */
  private void put(Episode episode, Noticed noticed) {
    Episode before = inHand;
    inHand = episode;
    for (boolean done = false; !done; ) {
      try {
        sessions.put(episode, noticed);
        done = true;
      } catch (RuleFailure failure) {
        outlet.failed(failure);
      }
    }
    inHand = before;
  }

  /**
   * Goes on with other rules, or others of them switched off: sessions anew, with the facts there
   * were.
   */
  private void renew(RuleBase rules) {
    heard.addAll(sessions.off());
    Set<String> silent = silent();
    heard.removeAll(silent);
    sessions.renew(rules, silent, asTheyWereTold());
  }

  private Set<String> silent() {
    return pack.rules().stream().filter(outlet::isSilent).map(Rule::id).collect(toSet());
  }

  /**
   * Goes on as another version of the pack, or with other rules switched off. A rule whose
   * condition has changed begins with empty windows; its open episodes go on, so an attack under
   * way is not told anew. What was held back is told of again where nothing holds it back any more.
   *
   * @throws RuleFailure when one of the rules fails now; what is left to do is done when it is
   *     called again
   */
  void change(Pack next, RuleBase rules) {
    pack = next;
    changed.addAll(watches.follow(next));
    Map<String, Rule> known = rulesById();
    episodes.all(e -> !known.containsKey(e.rule().id())).forEach(this::endWithItsRule);
    episodes.all().forEach(e -> e.follow(known.getOrDefault(e.rule().id(), e.rule())));
    renew(rules);
    endUnliftable();
    tellAgain();
  }

  private Map<String, Rule> rulesById() {
    return pack.rules().stream().collect(toMap(Rule::id, rule -> rule));
  }

  /** Nothing speaks of it any more: it ends as it was told last. */
  private void endWithItsRule(Episode episode) {
    episodes.remove(episode);
    if (episode.raisedAs() != null) {
      Noticed over = episode.told(now, Noticed.RETURNED);
      outlet.decided(episode, new RuleSession.Decision(over, episode.raisedAs(), false));
    }
  }

  /** Nothing more is noticed here: what is open ends as it was told last. */
  void abandon() {
    episodes.all().forEach(this::endWithItsRule);
  }

  /** Nothing is left that could lift what the former condition had noticed. */
  private void endUnliftable() {
    List<Episode> unliftable =
        episodes.all(e -> e.rule().when().isStanding() && changed.contains(e.rule().id()));
    changed.clear();
    unliftable.forEach(this::end);
  }

  /** Tells of what may no longer be held back, and of what nobody was told of. */
  private void tellAgain() {
    List<Episode> untold =
        episodes.all(
            e ->
                e != inHand
                    && !sessions.isSilent(e)
                    && (e.isSuppressed() || heard.contains(e.rule().id())));
    heard.clear();
    untold.forEach(this::tellAgain);
  }

  /** What was found of it among late events while nobody was told of it has its name already. */
  private void tellAgain(Episode episode) {
    Episode found =
        episode.raisedAs() == null ? outlet.found(episode.rule(), LateJoin.Told.of(episode)) : null;
    if (found != null) {
      episode.named(found);
      episode.cameLate();
    }
    tell(episode, Noticed.GROWN);
  }

  private List<Episode> asTheyWereTold() {
    return episodes.all(episode -> episode != inHand).stream()
        .sorted(Comparator.comparingLong(Episode::toldAt).thenComparing(AS_THEY_BEGAN))
        .toList();
  }

  void save(StateWriter out) {
    out.number(begun).number(endedEarly).number(now).number(lookedAt);
    watches.save(out);
    episodes.save(out);
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
    changed.addAll(watches.restore(in));
    ruleless.addAll(episodes.restore(in, rulesById()));
    try {
      sessions.renew(sessions.rules(), silent(), asTheyWereTold());
    } catch (RuleFailure failure) {
      outlet.failed(failure);
    }
  }

  /**
   * After {@link #restore}.
   *
   * @param asBefore whether the rules are those of the earlier stream
   */
  void goOn(boolean asBefore) {
    ruleless.forEach(this::endWithItsRule);
    ruleless.clear();
    endUnliftable();
    if (!asBefore) {
      tellAgain();
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
