package songlam.core.correlate.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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
import songlam.core.pipeline.Detected;

/**
 * What came too late for a pack's live stream, kept by rule until it was looked at together with
 * what had come on time: an attack half of whose events are late is found in neither half. For one
 * thread, but for {@link #back}.
 */
final class LateArrivals {
  private static final int MOST_BUNDLES = 256;
  private static final int MOST_TOLD = 1_000;

  /** Late events no further apart than this are looked at together, milliseconds. */
  private static final long LEAST_STRETCH = 600_000;

  private Pack pack;
  private final List<LateBundle> bundles = new ArrayList<>();
  private final Map<String, Deque<LateJoin.Told>> told = new HashMap<>();
  private final Queue<LateBundle> back = new ConcurrentLinkedQueue<>();
  private Map<Rule, Predicate<Event>> joinable = Map.of();
  private long unjoined;

  LateArrivals(Pack pack) {
    this.pack = pack;
  }

  /** An event that is late for the live stream. */
  void on(Detected detected) {
    Event event = detected.event();
    joinable()
        .forEach(
            (rule, contributing) -> {
              if (contributing.test(event)) {
                add(rule, detected);
              }
            });
  }

  private void add(Rule rule, Detected detected) {
    Event event = detected.event();
    long slot = Math.floorDiv(event.timestamp(), Math.max(LEAST_STRETCH, reach(rule)));
    LateBundle bundle =
        bundles.stream().filter(one -> one.takes(rule.id(), slot)).findFirst().orElse(null);
    if (bundle == null) {
      if (bundles.size() >= MOST_BUNDLES) {
        unjoined++;
        return;
      }
      bundle = new LateBundle(rule.id(), slot);
      bundles.add(bundle);
    }
    List<String> key = new ArrayList<>();
    for (EcsField field : rule.when().groupBy()) {
      key.add(Objects.requireNonNullElse(event.text(field), ""));
    }
    bundle.add(event, key, detected.receivedAt());
  }

  /** A stream apart has told of this by itself. */
  void told(Episode episode) {
    String rule = episode.rule().id();
    if (bundles.stream().noneMatch(bundle -> bundle.rule().equals(rule))) {
      return;
    }
    Deque<LateJoin.Told> known = told.computeIfAbsent(rule, _ -> new ArrayDeque<>());
    known.removeIf(one -> one.isOf(episode.key(), episode.firstSeen()));
    known.addLast(new LateJoin.Told(episode.key(), episode.firstSeen(), episode.lastSeen()));
    if (known.size() > MOST_TOLD) {
      known.removeFirst();
    }
  }

  /** The bundles to look at now; each is given to {@link #back} when that is done. */
  List<LateBundle> due(long at) {
    if (bundles.isEmpty()) {
      return List.of();
    }
    for (LateBundle done = back.poll(); done != null; done = back.poll()) {
      Rule rule = rule(done);
      if (rule == null || done.isDone(reach(rule))) {
        bundles.remove(done);
      }
    }
    bundles.removeIf(bundle -> !bundle.isAway() && rule(bundle) == null);
    told.keySet().removeIf(id -> bundles.stream().noneMatch(one -> one.rule().equals(id)));
    List<LateBundle> due = new ArrayList<>();
    for (LateBundle bundle : bundles) {
      Rule rule = rule(bundle);
      if (rule != null && bundle.isDue(at, reach(rule))) {
        bundle.asked(at);
        due.add(bundle);
      }
    }
    return due;
  }

  /** It was looked at. On any thread. */
  void back(LateBundle bundle) {
    back.add(bundle);
  }

  /**
   * What to look at, and with which rule.
   *
   * @param off whether a rule, {@code pack/rule}, is switched off
   * @param upTo journal offset the pack has come to
   */
  LateJoin join(LateBundle bundle, RuleBase rules, Predicate<String> off, long upTo) {
    Rule rule = Objects.requireNonNull(rule(bundle), "a bundle that is due has a rule");
    return new LateJoin(
        pack,
        rule,
        rules.rules(),
        off.test(pack.id() + "/" + rule.id()),
        bundle.from() - reach(rule),
        bundle.to() + reach(rule) + 1,
        List.copyOf(bundle.keys()),
        Set.copyOf(bundle.events()),
        List.copyOf(told.getOrDefault(rule.id(), new ArrayDeque<>())),
        upTo);
  }

  /** Goes on with another version of the pack. */
  void change(Pack next) {
    pack = next;
    joinable = Map.of();
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

  private Map<Rule, Predicate<Event>> joinable() {
    if (joinable.isEmpty()) {
      Map<Rule, Predicate<Event>> found = new HashMap<>();
      for (Rule rule : pack.rules()) {
        rule.when().contributing().ifPresent(test -> found.put(rule, test));
      }
      joinable = found;
    }
    return joinable;
  }

  void save(StateWriter out) {
    out.number(unjoined).number(bundles.size());
    bundles.forEach(bundle -> bundle.save(out));
    out.number(told.size());
    told.forEach(
        (rule, all) -> {
          out.text(rule).number(all.size());
          all.forEach(one -> out.text(one.key()).number(one.from()).number(one.to()));
        });
  }

  void restore(StateReader in) {
    unjoined = in.number();
    for (long left = in.number(); left > 0; left--) {
      bundles.add(LateBundle.read(in));
    }
    for (long left = in.number(); left > 0; left--) {
      Deque<LateJoin.Told> all = told.computeIfAbsent(in.text(), _ -> new ArrayDeque<>());
      for (long count = in.number(); count > 0; count--) {
        all.add(new LateJoin.Told(in.text(), in.number(), in.number()));
      }
    }
  }
}
