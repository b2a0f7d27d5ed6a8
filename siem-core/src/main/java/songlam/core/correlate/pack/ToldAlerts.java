package songlam.core.correlate.pack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/** What has been raised of rules lately, by rule; bounded. For one thread. */
final class ToldAlerts {
  private static final int MOST = 5_000;

  private final Map<String, Deque<LateJoin.Told>> told = new HashMap<>();

  /** An alert was raised, or has grown. */
  void add(String rule, LateJoin.Told alert) {
    Deque<LateJoin.Told> known = told.computeIfAbsent(rule, _ -> new ArrayDeque<>());
    known.removeIf(one -> one.isOf(alert.key(), alert.from()));
    known.addLast(alert);
    if (known.size() > MOST) {
      known.removeFirst();
    }
  }

  List<LateJoin.Told> of(String rule) {
    return List.copyOf(told.getOrDefault(rule, new ArrayDeque<>()));
  }

  /** Whether one of the rule's would be the same alert as this. */
  boolean meets(Rule rule, LateJoin.Told alert) {
    Deque<LateJoin.Told> known = told.get(rule.id());
    return known != null && known.stream().anyMatch(one -> one.meets(alert, rule.quiet()));
  }

  void forget(Predicate<String> rules) {
    told.keySet().removeIf(rules);
  }

  void save(StateWriter out) {
    out.number(told.size());
    told.forEach(
        (rule, all) -> {
          out.text(rule).number(all.size());
          all.forEach(one -> out.text(one.key()).number(one.from()).number(one.to()));
        });
  }

  void restore(StateReader in) {
    for (long left = in.number(); left > 0; left--) {
      String rule = in.text();
      for (long count = in.number(); count > 0; count--) {
        add(rule, new LateJoin.Told(in.text(), in.number(), in.number()));
      }
    }
  }
}
