package songlam.core.rule.trial;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.InForce;

/**
 * The cases of rules of packs, correlations among them, that what Sigma rules find bears on: a
 * change of those may break them though nobody touches the packs.
 */
final class DependentCases {
  private final VerdictCases verdicts;

  DependentCases(VerdictCases verdicts) {
    this.verdicts = verdicts;
  }

  /**
   * What is to change.
   *
   * @param rules ids of the Sigma rules
   * @param released those of them that are in force as they are
   * @param today finds as things are
   * @param then finds as they are to be
   */
  private record Change(Set<String> rules, Set<String> released, FoundAnew today, FoundAnew then) {
    static Change of(Set<String> rules, SigmaRules after, InForce inForce) {
      Set<String> released = new TreeSet<>(rules);
      released.removeIf(id -> !inForce.isReleased(id));
      FoundAnew today = new FoundAnew(inForce.sigma(), inForce);
      return new Change(rules, released, today, new FoundAnew(after, inForce));
    }
  }

  /**
   * Tells what becomes of each that holds as things are.
   *
   * @param changed ids of the Sigma rules that change
   * @param after all Sigma rules, these as they are to be
   */
  void run(Set<String> changed, SigmaRules after, InForce inForce, CaseProgress progress) {
    Map<String, Function<AlertSink, PackEngine>> makers = new HashMap<>();
    Change change = Change.of(changed, after, inForce);
    for (String rule : verdicts.rules()) {
      Optional<Pack> pack =
          inForce
              .evaluated(rule.substring(0, Math.max(0, rule.indexOf('/'))))
              .filter(one -> FindingRules.bearsOn(one, rule, changed));
      if (pack.isPresent()) {
        Function<AlertSink, PackEngine> maker =
            makers.computeIfAbsent(pack.get().id(), _ -> PackEngine.maker(pack.get()));
        run(rule, maker, change, progress);
      }
    }
  }

  private void run(
      String rule, Function<AlertSink, PackEngine> pack, Change change, CaseProgress progress) {
    Predicate<Alert> isIts = alert -> alert.rule().equals(rule);
    for (RuleCase one : verdicts.of(rule)) {
      if (progress.isCancelled()) {
        return;
      }
      RuleCase before = change.today().in(one, change.released());
      if (CaseRun.run(pack, before).stream().anyMatch(isIts) == one.fires()) {
        RuleCase after = change.then().in(one, change.rules());
        boolean held = CaseRun.run(pack, after).stream().anyMatch(isIts) == one.fires();
        progress.ran(new CaseRun.Result(one.named(rule), held, Optional.empty()));
      }
    }
  }
}
