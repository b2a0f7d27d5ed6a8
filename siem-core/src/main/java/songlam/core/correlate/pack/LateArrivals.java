package songlam.core.correlate.pack;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Lateness;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/**
 * What came too late for a pack's live stream, kept by rule until it was looked at together with
 * what had come on time: an attack half of whose events are late is found in neither half. For one
 * thread.
 */
final class LateArrivals {
  private static final int MOST_AWAY = 4;

  /** Longer values cannot be asked for in the store. */
  private static final int LONGEST_VALUE = 8_000;

  private Pack pack;
  private final LateBundles bundles = new LateBundles();

  private final Predicate<Rule> off;
  private final LateJoins joins;

  /** What streams have raised by themselves since late events are known of their rules. */
  private final ToldAlerts told = new ToldAlerts();

  private final JoinedEpisodes joined;
  private @Nullable Map<String, Judged> joinable;

  /**
   * Of these late events say nothing by themselves, and what they mean with others nobody knows.
   */
  private List<Rule> unjoinable = List.of();

  private long unjoined;

  /**
   * What the live stream has come to.
   *
   * @param upTo journal offset of the latest event
   */
  record Live(RuleBase rules, Knowledge stream, long upTo) {}

  /** What the live stream knows. */
  interface Knowledge {
    /** The open episodes of a rule of which there are alerts. */
    List<Episode> raised(Rule rule);

    /** What the windows of a rule knew at an earlier event time. */
    Past past(Rule rule, Past.Since since, Predicate<String> keys);
  }

  /**
   * @param off whether a rule tells nobody
   * @param joins looks at late events together with those on time
   * @param teller takes what that finds
   */
  LateArrivals(Pack pack, Predicate<Rule> off, LateJoins joins, JoinedEpisodes.Teller teller) {
    this.pack = pack;
    this.off = off;
    this.joins = joins;
    this.joined = new JoinedEpisodes(teller);
  }

  /** An event that is late for the live stream. */
  void on(Detected detected) {
    for (Judged judged : joinable().values()) {
      if (judged.contributing().test(detected.event())) {
        add(judged, detected);
      }
    }
    for (Rule rule : unjoinable) {
      unjoined += rule.when().contributing().test(detected.event()) ? 1 : 0;
    }
  }

  private void add(Judged judged, Detected detected) {
    Event event = detected.event();
    List<String> key = judged.keyOf(event);
    long slot = Math.floorDiv(event.timestamp(), judged.stretch());
    LateBundles.Place place = new LateBundles.Place(judged.rule().id(), judged.condition(), slot);
    LateBundle.Arrival arrival = new LateBundle.Arrival(event, key, detected.receivedAt());
    if (key.stream().anyMatch(value -> value.length() > LONGEST_VALUE)
        || !bundles.add(place, arrival)) {
      unjoined++;
    }
  }

  /**
   * The live stream, or one apart, is about to tell of this by itself. What was told before goes
   * on.
   *
   * @return false when looking has told of it already
   */
  boolean mayTell(Episode episode, boolean live) {
    Rule rule = episode.rule();
    LateJoin.Told alert = LateJoin.Told.of(episode);
    boolean isNew = !live && episode.raisedAs() == null;
    if (isNew && (!isToldApart(rule) || joined.meets(rule, alert))) {
      return false;
    }
    if (isPending(episode)) {
      told.add(rule.id(), alert);
    }
    return true;
  }

  /** What is only judged with what came on time, or by the live stream, is not told without it. */
  boolean isToldApart(Rule rule) {
    return rule.when().late().isToldApart();
  }

  /**
   * The live stream begins to tell of something.
   *
   * @return what looking has found of it already, null when that is nothing
   */
  @Nullable Episode found(Rule rule, LateJoin.Told alert) {
    return joined.goesOn(rule, alert);
  }

  /**
   * Looks at what is due. What was due in an earlier life and is not answered when all of that was
   * read is looked at now.
   *
   * @param at wall clock, milliseconds
   * @param again whether this was so in an earlier life
   */
  void tick(long at, Live live, boolean again) {
    joined.tick(at, this::isPending);
    if (bundles.isEmpty()) {
      return;
    }
    forgetTold();
    long away = bundles.all().stream().filter(LateBundle::isAway).count();
    for (LateBundle bundle : bundles.all()) {
      Judged judged = judged(bundle);
      if (judged == null) {
        continue;
      }
      if (away < MOST_AWAY && bundle.isDue(at, judged)) {
        bundle.asked(at, judged.reach());
        away++;
        if (off.test(judged.rule())) {
          looked(bundle);
        }
      }
      if (!again && bundle.handOn() && !look(bundle, judged, live)) {
        looked(bundle);
      }
    }
  }

  /**
   * A look, by its name, has found this; empty ends it. What the streams have told meanwhile
   * stands, and a rule that is off by now tells nothing. Nobody waits for a look that was answered
   * already, or whose events were let go.
   */
  void found(String look, byte[] state, long at) {
    LateBundle bundle = bundles.away(look);
    Judged judged = bundle == null ? null : judged(bundle);
    if (bundle != null && state.length == 0) {
      looked(bundle);
    } else if (judged != null) {
      take(judged.rule(), state, at);
    }
  }

  private void take(Rule rule, byte[] state, long at) {
    LateJoin.Missed missed = MissedCodec.read(rule, state);
    if (missed == null) {
      unjoined++;
    } else if (!off.test(rule) && !told.meets(rule, LateJoin.Told.of(missed.episode()))) {
      joined.take(missed.episode(), missed.severity(), at);
    }
  }

  private void looked(LateBundle bundle) {
    if (bundle.isDone()) {
      bundles.remove(bundle);
      forgetTold();
    }
  }

  /** Has somebody look; false when nobody does. */
  private boolean look(LateBundle bundle, Judged judged, Live live) {
    LateJoin join = join(bundle, judged, live);
    if (join.past().values().stream().anyMatch(Past::isTooMuch)) {
      unjoined += bundle.isNews() ? bundle.events().size() : 0;
      return false;
    }
    return joins.join(bundle.look(), join);
  }

  private LateJoin join(LateBundle bundle, Judged judged, Live live) {
    Rule rule = judged.rule();
    Set<EventId> late = new HashSet<>();
    bundles.of(rule.id()).forEach(one -> late.addAll(one.events()));
    List<LateJoin.Told> known = new ArrayList<>(told.of(rule.id()));
    live.stream().raised(rule).forEach(episode -> known.add(LateJoin.Told.of(episode)));
    LateJoin join =
        new LateJoin(
            pack.with(judged.company().stream().filter(off.negate()).toList()),
            rule,
            live.rules(),
            new LateJoin.Span(bundle.from(), bundle.to()),
            List.copyOf(bundle.keys()),
            late,
            known,
            new HashMap<>(),
            live.upTo());
    Predicate<String> asked = join.asked();
    for (Rule one : join.pack().rules()) {
      Past past = live.stream().past(one, new Past.Since(join.from(), bundle.from()), asked);
      join.past().put(one.id(), past);
      unjoined += bundle.isNews() ? past.unknown() : 0;
    }
    return join;
  }

  /** Goes on with another version of the pack. */
  void change(Pack next) {
    pack = next;
    joinable = null;
    letGoOfOthers();
    joined.follow(rules());
  }

  /** What came late for a rule that is gone, or for another condition of it, is not joined. */
  private void letGoOfOthers() {
    Set<String> known = rules().keySet();
    for (LateBundle bundle : bundles.all()) {
      if (judged(bundle) == null) {
        unjoined += known.contains(bundle.rule()) ? bundle.events().size() : 0;
        bundles.remove(bundle);
      }
    }
    forgetTold();
  }

  /** Whether what was noted of its rule may come to more of it, or to the same again. */
  private boolean isPending(Episode episode) {
    return episode.lastSeen() >= pendingFrom(episode.rule());
  }

  /** What was over before this moment bears on nothing noted of the rule. */
  private long pendingFrom(Rule rule) {
    Judged judged = joinable().get(rule.id());
    return judged != null && bundles.has(rule.id())
        ? bundles.from(rule.id()) - judged.reach()
        : Long.MAX_VALUE;
  }

  private void forgetTold() {
    Map<String, Rule> rules = rules();
    told.forget(
        id -> {
          Rule rule = rules.get(id);
          return rule == null ? Long.MAX_VALUE : pendingFrom(rule);
        });
  }

  /** Late events, and what was found of them, that there was no room for. */
  long evicted() {
    return unjoined + joined.evicted();
  }

  private Map<String, Rule> rules() {
    return pack.rules().stream().collect(toMap(Rule::id, rule -> rule));
  }

  private @Nullable Judged judged(LateBundle bundle) {
    Judged judged = joinable().get(bundle.rule());
    return judged != null && judged.condition().equals(bundle.place().condition()) ? judged : null;
  }

  private Map<String, Judged> joinable() {
    Map<String, Judged> known = joinable;
    if (known == null) {
      Map<String, Judged> judged = Judged.of(pack);
      unjoinable =
          pack.rules().stream()
              .filter(rule -> rule.when().late() == Lateness.ANEW_WHEN_SETTLED)
              .filter(rule -> !judged.containsKey(rule.id()))
              .toList();
      known = judged;
      joinable = known;
    }
    return known;
  }

  void save(StateWriter out) {
    out.number(unjoined);
    bundles.save(out);
    told.save(out);
    joined.save(out);
  }

  void restore(StateReader in) {
    unjoined = in.number();
    bundles.restore(in);
    told.restore(in);
    letGoOfOthers();
    joined.restore(in, rules());
  }
}
