package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/**
 * What came too late for a pack's live stream, kept by rule until it was looked at together with
 * what had come on time: an attack half of whose events are late is found in neither half. For one
 * thread, but for {@link #back}.
 */
final class LateArrivals {
  private static final int MOST_AWAY = 4;

  /** Longer values cannot be asked for in the store. */
  private static final int LONGEST_VALUE = 8_000;

  /** Late events no further apart than this are looked at together, milliseconds. */
  private static final long LEAST_STRETCH = 600_000;

  private Pack pack;
  private final LateBundles bundles = new LateBundles();

  /** What streams apart have raised by themselves, and what looking has. */
  private final ToldAlerts apart = new ToldAlerts();

  private final ToldAlerts joined = new ToldAlerts();
  private final Queue<Looked> back = new ConcurrentLinkedQueue<>();
  private @Nullable Map<Rule, Predicate<Event>> joinable;
  private long unjoined;

  private record Looked(LateBundle bundle, List<LateJoin.Told> raised) {}

  LateArrivals(Pack pack) {
    this.pack = pack;
  }

  /** An event that is late for the live stream. */
  void on(Detected detected) {
    joinable()
        .forEach(
            (rule, contributing) -> {
              if (contributing.test(detected.event())) {
                add(rule, detected);
              }
            });
  }

  private void add(Rule rule, Detected detected) {
    Event event = detected.event();
    List<String> key = new ArrayList<>();
    for (EcsField field : rule.when().groupBy()) {
      key.add(Objects.requireNonNullElse(event.text(field), ""));
    }
    long slot = Math.floorDiv(event.timestamp(), Math.max(LEAST_STRETCH, reach(rule)));
    LateBundle.Arrival arrival = new LateBundle.Arrival(event, key, detected.receivedAt());
    if (key.stream().anyMatch(value -> value.length() > LONGEST_VALUE)
        || !bundles.add(rule.id(), slot, arrival)) {
      unjoined++;
    }
  }

  /**
   * A stream apart is about to tell of this by itself.
   *
   * @return false when looking has told of it already
   */
  boolean mayTell(Episode episode) {
    Rule rule = episode.rule();
    LateJoin.Told alert = new LateJoin.Told(episode.key(), episode.firstSeen(), episode.lastSeen());
    if (joined.meets(rule, alert)) {
      return false;
    }
    if (bundles.has(rule.id())) {
      apart.add(rule.id(), alert);
    }
    return true;
  }

  /** The bundles to look at now; each is given to {@link #back} when that is done. */
  List<LateBundle> due(long at) {
    if (bundles.isEmpty()) {
      return List.of();
    }
    for (Looked looked = back.poll(); looked != null; looked = back.poll()) {
      String rule = looked.bundle().rule();
      looked.raised().forEach(alert -> joined.add(rule, alert));
      if (looked.bundle().isDone()) {
        bundles.remove(looked.bundle());
      }
    }
    bundles.removeIf(bundle -> !bundle.isAway() && rule(bundle) == null);
    Predicate<String> over = id -> !bundles.has(id);
    apart.forget(over);
    joined.forget(over);
    long away = bundles.all().stream().filter(LateBundle::isAway).count();
    List<LateBundle> due = new ArrayList<>();
    for (LateBundle bundle : bundles.all()) {
      Rule rule = rule(bundle);
      if (rule != null && away < MOST_AWAY && bundle.isDue(at, reach(rule))) {
        bundle.asked(at, reach(rule));
        due.add(bundle);
        away++;
      }
    }
    return due;
  }

  /**
   * It was looked at. On any thread.
   *
   * @param raised what that has raised
   */
  void back(LateBundle bundle, List<LateJoin.Told> raised) {
    back.add(new Looked(bundle, raised));
  }

  /**
   * What to look at, and with which rule.
   *
   * @param at wall clock, milliseconds
   * @param upTo journal offset the pack has come to
   */
  LateJoin join(LateBundle bundle, RuleBase rules, long at, long upTo) {
    Rule rule = Objects.requireNonNull(rule(bundle), "a bundle that is due has a rule");
    Set<EventId> late = new HashSet<>();
    bundles.of(rule.id()).forEach(one -> late.addAll(one.events()));
    return new LateJoin(
        pack,
        rule,
        rules.rules(),
        bundle.isSettled(at, reach(rule)),
        bundle.from() - reach(rule),
        bundle.to() + reach(rule) + 1,
        List.copyOf(bundle.keys()),
        late,
        apart.of(rule.id()),
        upTo);
  }

  /** Goes on with another version of the pack. */
  void change(Pack next) {
    pack = next;
    joinable = null;
  }

  /** Late events there was no room to keep for a second look. */
  long unjoined() {
    return unjoined;
  }

  /** An alert whose episode is still open when an event comes grows: so far do they belong. */
  private static long reach(Rule rule) {
    return rule.when().reach() + rule.quiet();
  }

  private @Nullable Rule rule(LateBundle bundle) {
    return joinable().keySet().stream()
        .filter(rule -> rule.id().equals(bundle.rule()))
        .findFirst()
        .orElse(null);
  }

  /** A rule that the pack's own code speaks of is not judged without what else that speaks of. */
  private Map<Rule, Predicate<Event>> joinable() {
    Map<Rule, Predicate<Event>> known = joinable;
    if (known == null) {
      known = new HashMap<>();
      for (Rule rule : pack.rules()) {
        Predicate<Event> test = rule.when().contributing().orElse(null);
        if (test != null && !pack.drl().contains('"' + rule.id() + '"')) {
          known.put(rule, test);
        }
      }
      joinable = known;
    }
    return known;
  }

  void save(StateWriter out) {
    out.number(unjoined);
    bundles.save(out);
    apart.save(out);
    joined.save(out);
  }

  void restore(StateReader in) {
    unjoined = in.number();
    bundles.restore(in);
    apart.restore(in);
    joined.restore(in);
  }
}
