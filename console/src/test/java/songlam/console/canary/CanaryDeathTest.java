package songlam.console.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.canary.CanaryBed.Broken;
import songlam.core.correlate.Alert;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;
import songlam.core.rule.Shipped;
import songlam.core.rule.proof.Hop;
import songlam.core.rule.proof.Proof;

/** Each part of the live path broken in turn: the canary is lost there, and an alert says so. */
class CanaryDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SCAN = "security/port-scan";
  private static final String SIGN_IN = sigma();

  @TempDir private Path folder;

  /** A rule of ours about syslog, so urgent that a pack must tell of what it finds. */
  private static String sigma() {
    Shipped shipped = Shipped.read();
    return shipped.sigma().rules().stream()
        .filter(rule -> rule.level().compareTo(Severity.HIGH) >= 0)
        .filter(rule -> rule.logsource().product().equals("linux"))
        .map(rule -> rule.id())
        .filter(
            id ->
                shipped
                    .piece(id)
                    .orElseThrow()
                    .files()
                    .getOrDefault("cases.yml", "")
                    .contains("syslog: "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void unbrokenBothComeThroughAndNobodyIsTold() throws Exception {
    try (CanaryBed bed = new CanaryBed(folder, Broken.NOTHING, List.of(SIGN_IN, SCAN))) {
      assertDeath(bed, SIGN_IN, null);
      assertDeath(bed, SCAN, null);
      await(() -> bed.stored.size() >= 2);
      assertEquals(List.of(), bed.told);
      assertTrue(
          bed.stored.stream()
              .allMatch(
                  document -> "canary_proven".equals(document.event().text(EcsField.EVENT_ACTION))),
          "what is stored is that they were proven");
      assertTrue(
          bed.conveyor.ledger().rows().stream().allMatch(row -> row.source().equals("canaries")),
          "no row of an input has grown");
    }
  }

  @Test
  void aBrokenParserIsToldOf() throws Exception {
    try (CanaryBed bed = new CanaryBed(folder, Broken.PARSER, List.of(SIGN_IN, SCAN))) {
      assertDeath(bed, SIGN_IN, Hop.PARSE);
      assertAlert(bed, SIGN_IN, Hop.PARSE);
      assertDeath(bed, SCAN, null);
    }
  }

  @Test
  void aBrokenMappingIsToldOf() throws Exception {
    try (CanaryBed bed = new CanaryBed(folder, Broken.MAPPING, List.of(SIGN_IN, SCAN))) {
      assertDeath(bed, SIGN_IN, Hop.MAPPING);
      assertDeath(bed, SCAN, Hop.MAPPING);
      assertAlert(bed, SIGN_IN, Hop.MAPPING);
      assertAlert(bed, SCAN, Hop.MAPPING);
    }
  }

  @Test
  void aBrokenPackIsToldOf() throws Exception {
    try (CanaryBed bed = new CanaryBed(folder, Broken.PACK, List.of(SIGN_IN, SCAN))) {
      assertDeath(bed, SIGN_IN, Hop.PACK);
      assertDeath(bed, SCAN, Hop.PACK);
      assertAlert(bed, SIGN_IN, Hop.PACK);
      assertAlert(bed, SCAN, Hop.PACK);
    }
  }

  @Test
  void aListenerThatTurnsItAwayIsToldOf() throws Exception {
    try (CanaryBed bed = new CanaryBed(folder, Broken.LISTENER, List.of(SCAN))) {
      assertDeath(bed, SCAN, Hop.LISTENER);
      assertAlert(bed, SCAN, Hop.LISTENER);
      Proof proof = bed.proofs.of(SCAN).orElseThrow();
      assertTrue(proof.detail().contains("401"), proof.toString());
    }
  }

  private static void assertDeath(CanaryBed bed, String rule, @Nullable Hop hop) throws Exception {
    await(() -> bed.proofs.of(rule).isPresent());
    Proof proof = bed.proofs.of(rule).orElseThrow();
    assertEquals(hop, proof.diedAt(), proof.toString());
    if (hop == null) {
      assertTrue(proof.provenAt() > 0);
    } else {
      assertEquals(0, proof.provenAt(), "it was never proven");
      assertTrue(!proof.detail().isBlank());
    }
  }

  private static void assertAlert(CanaryBed bed, String rule, Hop hop) throws Exception {
    await(() -> alert(bed, rule) != null);
    Alert alert = alert(bed, rule);
    assertTrue(alert != null, "alerts: " + bed.told.stream().map(Alert::rule).toList());
    assertEquals("platform/canary-failed", alert.rule());
    assertTrue(alert.reason().en().contains(hop.label()), alert.reason().en());
    assertTrue(alert.reason().vi().contains(hop.title().vi()), alert.reason().vi());
    assertEquals(Severity.HIGH, alert.severity());
    assertNull(alert.playbook());
  }

  private static @Nullable Alert alert(CanaryBed bed, String rule) {
    return bed.told.stream().filter(one -> one.groupKey().equals(rule)).findFirst().orElse(null);
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }
}
