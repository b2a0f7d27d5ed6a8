package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.testing.Peers;

/** The whole public corpus loads; what is noteworthy in it is known by name. */
class PublicCorpusTest {
  @Test
  void everyRuleLoads() {
    SigmaRules rules = SigmaRules.load(List.of(Peers.corpus("sigma-rules")));
    List<RuleProblem> rejected =
        rules.problems().stream().filter(p -> p.kind() == RuleProblem.Kind.REJECTED).toList();
    assertEquals(List.of(), rejected);
    assertTrue(rules.rules().size() > 3_700);
  }

  @Test
  void onlyPlaceholdersWithoutValuesAreWarnedOf() {
    SigmaRules rules = SigmaRules.load(List.of(Peers.corpus("sigma-rules")));
    assertEquals(
        List.of(),
        rules.problems().stream().filter(p -> !p.message().contains("%: no values")).toList());
  }
}
