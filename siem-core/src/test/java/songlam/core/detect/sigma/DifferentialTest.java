package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.match.Meaning;
import songlam.core.event.Event;
import songlam.testing.LongRun;

/**
 * The index against the meaning of each rule, one by one: random rules on random events from a
 * small alphabet, so that matches are frequent.
 */
class DifferentialTest {
  private static final int ROUNDS = 40;

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  void theIndexFindsWhatTheRulesMean() {
    LongRun.each(LongRun.DIFFERENTIAL, 1, 3, DifferentialTest::indexAndMeaning);
  }

  private static void indexAndMeaning(long seed) {
    Random random = new Random(seed);
    int fired = 0;
    Detector inForce = _ -> List.of();
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder yaml = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        yaml.append(RandomSigma.rule(random, i)).append("---\n");
      }
      yaml.setLength(yaml.length() - 4);
      SigmaRules rules = SigmaRules.text("random.yml", yaml.toString());
      // Random searches may contradict each other or stay unused, which is no matter here.
      assertEquals(
          List.of(),
          rules.problems().stream()
              .filter(problem -> problem.kind() == RuleProblem.Kind.REJECTED)
              .toList());
      Detector detector = rules.detectorAfter(inForce);
      inForce = detector;
      for (int i = 0; i < 60; i++) {
        Event event = RandomSigma.event(random);
        List<String> meant = meant(rules, event);
        fired += meant.size();
        assertEquals(
            meant,
            detector.detect(event).stream().map(RuleRef::id).toList(),
            () -> "seed " + seed + "\n" + event.vendor() + "\n" + yaml);
      }
    }
    assertTrue(fired > ROUNDS * 100, "fired: " + fired);
  }

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  void ruleByRuleSwappedItFindsWhatTheRulesMean() {
    LongRun.each(LongRun.DIFFERENTIAL, 4, 2, DifferentialTest::swapped);
  }

  private static void swapped(long seed) {
    Random random = new Random(seed);
    StringBuilder yaml = new StringBuilder(RandomSigma.rule(random, 0));
    for (int i = 1; i < 30; i++) {
      yaml.append("---\n").append(RandomSigma.rule(random, i));
    }
    SigmaRules rules = SigmaRules.text("random.yml", yaml.toString());
    Detector detector = rules.detector();
    for (int swap = 0; swap < ROUNDS; swap++) {
      String changed = RandomSigma.rule(random, random.nextInt(35));
      rules = rules.with(SigmaRules.text("changed.yml", changed));
      detector = rules.detectorAfter(detector);
      for (int i = 0; i < 20; i++) {
        Event event = RandomSigma.event(random);
        assertEquals(
            meant(rules, event),
            detector.detect(event).stream().map(RuleRef::id).toList(),
            changed);
      }
    }
  }

  private static List<String> meant(SigmaRules rules, Event event) {
    return rules.loaded().stream()
        .filter(r -> Meaning.holds(r.route(), event) && Meaning.holds(r.condition(), event))
        .map(r -> r.rule().id())
        .sorted()
        .toList();
  }
}
