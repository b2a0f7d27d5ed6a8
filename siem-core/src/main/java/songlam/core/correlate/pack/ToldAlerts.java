package songlam.core.correlate.pack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/** What has been raised of rules lately, by rule; bounded. For one thread. */
final class ToldAlerts {
  private static final int MOST = 5_000;

  private final Map<String, ToldSpans> told = new HashMap<>();

  /** An alert was raised, or has grown. */
  void add(String rule, LateJoin.Told alert) {
    told.computeIfAbsent(rule, _ -> new ToldSpans(MOST)).add(alert);
  }

  List<LateJoin.Told> of(String rule) {
    ToldSpans known = told.get(rule);
    return known == null ? List.of() : known.all();
  }

  /** Whether one of the rule's would be the same alert as this. */
  boolean meets(Rule rule, LateJoin.Told alert) {
    ToldSpans known = told.get(rule.id());
    return known != null && known.meets(alert, rule.when(), rule.quiet());
  }

  /**
   * Forgets what was over too long ago.
   *
   * @param from for a rule, the moment from which on alerts still count
   */
  void forget(ToLongFunction<String> from) {
    told.entrySet().removeIf(rule -> rule.getValue().forgetBefore(from.applyAsLong(rule.getKey())));
  }

  void save(StateWriter out) {
    out.number(told.size());
    told.forEach(
        (rule, spans) -> {
          List<LateJoin.Told> all = spans.all();
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
