package songlam.core.correlate.pack;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.contain.RuleFailure;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Event;

/**
 * A pack at work on one stream of events in event-time order: the live one, or one apart. Windows
 * notice, the session decides, alerts leave. Pure: for one thread, no clock but that of the events.
 * Whatever time alone brings about is looked for at whole seconds of event time, so how far time
 * leaps at once changes nothing.
 */
final class Stream implements AutoCloseable {
  private static final Comparator<Episode> AS_THEY_BEGAN = Comparator.comparingLong(Episode::order);
  private static final int MOST_EPISODES = 100_000;
  private static final long LOOK_EVERY = 1_000;

  private Pack pack;
  private final Outlet outlet;
  private Map<Rule, Watch> watches = new LinkedHashMap<>();
  private final Map<String, Episode> episodes = new LinkedHashMap<>();
  private final RuleSessions sessions;
  private @Nullable Episode inHand;

  /** Rules whose windows began anew, and whose standing episodes have not been ended for that. */
  private final Set<String> changed = new HashSet<>();

  /** Rules no longer switched off, and whose episodes nobody has been told of yet. */
  private final Set<String> heard = new HashSet<>();

  private long begun;
  private long endedEarly;
  private long now = Long.MIN_VALUE;
  private long lookedAt = Long.MIN_VALUE;

  Stream(Pack pack, RuleBase rules, Outlet outlet) {
    this.pack = pack;
    this.outlet = outlet;
    pack.rules().forEach(rule -> watches.put(rule, Watch.of(rule.when())));
    this.sessions = new RuleSessions(rules, silent());
  }

  /** The next event; times never fall. */
  void on(Event event) {
    advance(event.timestamp());
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().on(event, sighting -> sighted(entry.getKey(), sighting, false));
    }
  }

  /** An event that came too late, for the windows that judge such by themselves. */
  void late(Event event) {
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().late(event, now, sighting -> sighted(entry.getKey(), sighting, true));
    }
  }

  /** The open episodes of a rule of which there are alerts. */
  List<Episode> raised(Rule rule) {
    return episodes.values().stream()
        .filter(episode -> episode.rule().equals(rule) && episode.raisedAs() != null)
        .toList();
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
      entry.getValue().advance(time, sighting -> sighted(entry.getKey(), sighting, false));
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

  private void sighted(Rule rule, Sighting sighting, boolean late) {
    Episode episode = episodes.get(handle(rule, sighting.key()));
    if (sighting.over()) {
      if (episode != null) {
        end(episode);
      }
    } else if (episode == null) {
      episode = new Episode(rule, sighting.key(), begun++);
      episode.goOnWith(late ? null : outlet.found(rule, sighting));
      take(episode, sighting, late);
      episodes.put(handle(rule, sighting.key()), episode);
      tell(episode, Noticed.OPENED);
      if (episodes.size() > MOST_EPISODES) {
        endedEarly++;
        end(episodes.values().iterator().next());
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
    episodes.remove(handle(episode.rule(), episode.key()));
    tell(episode, Noticed.RETURNED);
    sessions.take(episode);
    List<Episode> held = new ArrayList<>();
    episodes.values().stream().filter(Episode::isSuppressed).forEach(held::add);
    held.forEach(one -> tell(one, Noticed.GROWN));
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
    Map<String, Map.Entry<Rule, Watch>> former = new HashMap<>();
    watches.entrySet().forEach(entry -> former.put(entry.getKey().id(), entry));
    Map<String, Rule> known = new HashMap<>();
    Map<Rule, Watch> kept = new LinkedHashMap<>();
    for (Rule rule : next.rules()) {
      Map.Entry<Rule, Watch> before = former.get(rule.id());
      known.put(rule.id(), rule);
      if (before != null
          && before.getKey().when().fingerprint().equals(rule.when().fingerprint())) {
        kept.put(rule, before.getValue());
      } else {
        kept.put(rule, Watch.of(rule.when()));
        changed.add(rule.id());
      }
    }
    pack = next;
    watches = kept;
    List<Episode> gone = new ArrayList<>(episodes.values());
    gone.removeIf(episode -> known.containsKey(episode.rule().id()));
    gone.forEach(this::endWithItsRule);
    episodes.values().forEach(e -> e.follow(known.getOrDefault(e.rule().id(), e.rule())));
    renew(rules);
    endUnliftable();
    tellAgain();
  }

  /** Nothing speaks of it any more: it ends as it was told last. */
  private void endWithItsRule(Episode episode) {
    episodes.remove(handle(episode.rule(), episode.key()));
    if (episode.raisedAs() != null) {
      Noticed over = episode.told(now, Noticed.RETURNED);
      outlet.decided(episode, new RuleSession.Decision(over, episode.raisedAs(), false));
    }
  }

  /** Nothing more is noticed here: what is open ends as it was told last. */
  void abandon() {
    List.copyOf(episodes.values()).forEach(this::endWithItsRule);
  }

  /** Nothing is left that could lift what the former condition had noticed. */
  private void endUnliftable() {
    List<Episode> unliftable = new ArrayList<>(episodes.values());
    unliftable.removeIf(e -> !e.rule().when().isStanding() || !changed.contains(e.rule().id()));
    changed.clear();
    unliftable.forEach(this::end);
  }

  /** Tells of what may no longer be held back, and of what nobody was told of. */
  private void tellAgain() {
    List<Episode> untold = new ArrayList<>(episodes.values());
    untold.removeIf(
        e ->
            e == inHand
                || sessions.isSilent(e)
                || !e.isSuppressed() && !heard.contains(e.rule().id()));
    heard.clear();
    untold.forEach(e -> tell(e, Noticed.GROWN));
  }

  private List<Episode> asTheyWereTold() {
    return episodes.values().stream()
        .filter(episode -> episode != inHand)
        .sorted(Comparator.comparingLong(Episode::toldAt).thenComparing(AS_THEY_BEGAN))
        .toList();
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
    endUnliftable();
    if (!asBefore) {
      tellAgain();
    }
  }

  private static String handle(Rule rule, String key) {
    return rule.id() + "\n" + key;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
