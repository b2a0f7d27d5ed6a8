package songlam.core.correlate.pack;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Lateness;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
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

  /** Late events no further apart than this are looked at together, milliseconds. */
  private static final long LEAST_STRETCH = 600_000;

  private Pack pack;
  private final LateBundles bundles = new LateBundles();

  private final Predicate<Rule> off;
  private final LateJoins joins;

  /** What streams have raised by themselves since late events are known of their rules. */
  private final ToldAlerts told = new ToldAlerts();

  private final JoinedEpisodes joined;
  private @Nullable Map<String, Judged> joinable;
  private long unjoined;

  /**
   * A rule that is judged anew.
   *
   * @param condition fingerprint of what it watches for
   * @param contributing which events bear on it
   */
  private record Judged(Rule rule, String condition, Predicate<Event> contributing) {}

  /**
   * What the live stream has come to.
   *
   * @param open its open episodes of a rule, of which there are alerts
   * @param upTo journal offset of the latest event
   */
  record Live(RuleBase rules, Function<Rule, List<Episode>> open, long upTo) {}

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
  }

  private void add(Judged judged, Detected detected) {
    Rule rule = judged.rule();
    Event event = detected.event();
    List<String> key = new ArrayList<>();
    for (EcsField field : rule.when().groupBy()) {
      key.add(Objects.requireNonNullElse(event.text(field), ""));
    }
    long slot = Math.floorDiv(event.timestamp(), Math.max(LEAST_STRETCH, reach(rule)));
    LateBundles.Place place = new LateBundles.Place(rule.id(), judged.condition(), slot);
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

  /** What is judged with what came on time, or by the live stream, is not told without it. */
  private boolean isToldApart(Rule rule) {
    Lateness late = rule.when().late();
    return late.isToldApart() || late.isAnew() && !joinable().containsKey(rule.id());
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
      Rule rule = rule(bundle);
      if (rule != null && away < MOST_AWAY && isDue(bundle, rule, at)) {
        bundle.asked(at, reach(rule));
        away++;
        if (off.test(rule)) {
          looked(bundle);
        }
      }
      if (rule != null
          && !again
          && bundle.handOn()
          && !joins.join(bundle.look(), join(bundle, rule, live))) {
        looked(bundle);
      }
    }
  }

  private static boolean isDue(LateBundle bundle, Rule rule, long at) {
    return bundle.isDue(at, reach(rule), rule.when().late() == Lateness.ANEW_WHEN_SETTLED);
  }

  /**
   * A look, by its name, has found this; empty ends it. What the streams have told meanwhile
   * stands, and a rule that is off by now tells nothing. Nobody waits for a look that was answered
   * already, or whose events were let go.
   */
  void found(String look, byte[] state, long at) {
    LateBundle bundle = bundles.away(look);
    Rule rule = bundle == null ? null : rule(bundle);
    if (bundle != null && state.length == 0) {
      looked(bundle);
    } else if (rule != null) {
      take(rule, state, at);
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

  private LateJoin join(LateBundle bundle, Rule rule, Live live) {
    Set<EventId> late = new HashSet<>();
    bundles.of(rule.id()).forEach(one -> late.addAll(one.events()));
    List<LateJoin.Told> known = new ArrayList<>(told.of(rule.id()));
    live.open().apply(rule).forEach(episode -> known.add(LateJoin.Told.of(episode)));
    return new LateJoin(
        pack,
        rule,
        live.rules().rules(),
        new LateJoin.Span(bundle.from(), bundle.to()),
        bundle.from() - reach(rule),
        bundle.to() + reach(rule) + 1,
        List.copyOf(bundle.keys()),
        late,
        known,
        live.upTo());
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
      if (rule(bundle) == null) {
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
    return bundles.has(rule.id()) ? bundles.from(rule.id()) - reach(rule) : Long.MAX_VALUE;
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

  /** An alert whose episode is still open when an event comes grows: so far do they belong. */
  private static long reach(Rule rule) {
    return rule.when().reach() + rule.quiet();
  }

  private Map<String, Rule> rules() {
    return pack.rules().stream().collect(toMap(Rule::id, rule -> rule));
  }

  private @Nullable Rule rule(LateBundle bundle) {
    Judged judged = joinable().get(bundle.rule());
    return judged != null && judged.condition().equals(bundle.place().condition())
        ? judged.rule()
        : null;
  }

  /** A rule that the pack's own code speaks of is not judged without what else that speaks of. */
  private Map<String, Judged> joinable() {
    Map<String, Judged> known = joinable;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Rule rule : pack.rules()) {
        if (rule.when().late().isAnew() && !pack.drl().contains('"' + rule.id() + '"')) {
          Predicate<Event> test = rule.when().contributing();
          known.put(rule.id(), new Judged(rule, rule.when().fingerprint(), test));
        }
      }
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
