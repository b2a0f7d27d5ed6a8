package songlam.core.rule.worth;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import songlam.core.incident.Verdict;
import songlam.core.store.StoredAlert;

/**
 * Adds up verdicts by rule. Alerts of one rule in one incident that were closed alike are one
 * verdict: somebody who closes an incident of forty alerts has looked once. For one thread.
 */
public final class VerdictTally {
  private final Map<String, Map<Verdict, Long>> counts = new TreeMap<>();
  private final Set<String> counted = new HashSet<>();

  /**
   * Takes an alert in; one without verdict changes nothing.
   *
   * @param rule what the verdict is about
   */
  public void add(String rule, StoredAlert stored) {
    Verdict verdict = stored.triage().verdict();
    if (verdict == null) {
      return;
    }
    String affair = stored.incident() == null ? "alert " + stored.alert().id() : stored.incident();
    if (counted.add(rule + "\n" + affair + "\n" + verdict)) {
      counts.computeIfAbsent(rule, _ -> new EnumMap<>(Verdict.class)).merge(verdict, 1L, Long::sum);
    }
  }

  /** What each rule with a verdict came to. */
  public Map<String, Precision> precisions() {
    Map<String, Precision> all = new TreeMap<>();
    counts.forEach(
        (rule, of) ->
            all.put(
                rule,
                new Precision(
                    of.getOrDefault(Verdict.TRUE_POSITIVE, 0L),
                    of.getOrDefault(Verdict.FALSE_POSITIVE, 0L),
                    of.getOrDefault(Verdict.BENIGN, 0L))));
    return all;
  }
}
