package songlam.core.rule.worth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.event.Severity;
import songlam.core.incident.Act;
import songlam.core.incident.Triage;
import songlam.core.incident.Verdict;
import songlam.core.store.AlertStoreContract;
import songlam.core.store.StoredAlert;

/** What verdicts say of a rule, and when they say nothing. */
class PrecisionTest {
  /** Against the table of Newcombe, Statistics in Medicine 17 (1998), method 3: 81 of 263. */
  @Test
  void theIntervalIsWilsons() {
    Share share = Share.of(81, 263);
    assertEquals(0.2553, share.low(), 0.00005);
    assertEquals(0.3662, share.high(), 0.00005);
    Share few = Share.of(0, 20);
    assertEquals(0, few.low(), 1e-9);
    assertEquals(0.1611, few.high(), 0.00005);
    assertEquals(1, Share.of(0, 0).high());
    assertThrows(IllegalArgumentException.class, () -> Share.of(3, 2));
  }

  @Test
  void nineVerdictsSayNothing() {
    assertEquals(Advice.TOO_FEW, new Precision(9, 0, 0).advice());
    assertEquals(Advice.TOO_FEW, new Precision(0, 9, 0).advice());
    assertEquals(Advice.TOO_FEW, Precision.NONE.advice());
  }

  @Test
  void theIntervalDecidesAndNotTheShare() {
    assertEquals(Advice.KEEP, new Precision(10, 0, 0).advice());
    assertEquals(Advice.KEEP, new Precision(9, 1, 0).advice());
    assertEquals(Advice.TOO_FEW, new Precision(7, 3, 0).advice(), "0.40 to 0.89");
    assertEquals(Advice.KEEP, new Precision(70, 30, 0).advice(), "0.60 to 0.78");
    assertEquals(Advice.TUNE, new Precision(1, 9, 0).advice(), "right in up to 0.40");
    assertEquals(Advice.RETIRE, new Precision(0, 16, 0).advice(), "right in up to 0.19");
    assertEquals(Advice.TUNE, new Precision(50, 50, 0).advice(), "about a half is known by now");
  }

  @Test
  void aRuleThatIsRightAboutWhatIsLegitimateIsTunedAndNotRetired() {
    assertEquals(Advice.TUNE, new Precision(0, 0, 40).advice());
    assertEquals(Advice.RETIRE, new Precision(0, 40, 0).advice());
  }

  @Test
  void anIncidentClosedAtOnceIsOneVerdictOfEachOfItsRules() {
    VerdictTally tally = new VerdictTally();
    for (int i = 0; i < 40; i++) {
      tally.add("a/one", closed("x" + i, "i1", Verdict.FALSE_POSITIVE));
    }
    tally.add("a/two", closed("y", "i1", Verdict.FALSE_POSITIVE));
    tally.add("a/one", closed("z", "i2", Verdict.TRUE_POSITIVE));
    tally.add("a/one", closed("alone", null, Verdict.BENIGN));
    StoredAlert open = closed("open", null, Verdict.BENIGN);
    tally.add("a/one", new StoredAlert(open.alert(), Triage.NEW, false, null, "1"));
    Map<String, Precision> all = tally.precisions();
    assertEquals(new Precision(1, 1, 1), all.get("a/one"));
    assertEquals(new Precision(0, 1, 0), all.get("a/two"));
    assertTrue(all.size() == 2);
  }

  private static StoredAlert closed(
      String id, @org.jspecify.annotations.Nullable String incident, Verdict verdict) {
    return new StoredAlert(
        AlertStoreContract.alert(id, Severity.HIGH, 2_000, 1),
        Triage.NEW.after(new Act.Close(verdict, ""), "an", 5),
        false,
        incident,
        "2");
  }
}
