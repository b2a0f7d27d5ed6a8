package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

class VerdictCasesTest {
  private static final String ID = "r01";
  private static final String RULE =
      """
      title: guest
      id: r01
      logsource: {product: linux, service: sshd}
      detection:
        s: {user.name|contains: 'guest'}
        condition: s
      """;

  @TempDir private Path folder;

  @Test
  void aReleaseThatBreaksAVerdictIsRefusedByItsName() {
    VerdictCases cases = new VerdictCases(folder, new CaseReader(Map.of()));
    ReleaseGate gate = new ReleaseGate(new CaseReader(Map.of()), cases);
    InForce inForce = inForce();
    cases.add(ID, "đúng: khách 'lạ' (a1)", true, List.of(event("guest")), 60);
    gate.check(piece(RULE), inForce);
    cases.add(ID, "báo nhầm: lễ tân (a2)", false, List.of(event("guestbook"), event("root")), 60);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> gate.check(piece(RULE), inForce));
    assertEquals(
        "release of r01 breaks: báo nhầm: lễ tân (a2) (expected: it stays silent)",
        refused.getMessage());
    gate.check(piece(RULE.replace("|contains: 'guest'", ": guest")), inForce);
    IllegalArgumentException missed =
        assertThrows(
            IllegalArgumentException.class,
            () -> gate.check(piece(RULE.replace("'guest'", "'root2'")), inForce));
    assertTrue(missed.getMessage().contains("đúng: khách 'lạ' (a1)"), missed.getMessage());
    cases.remove(ID, "báo nhầm: lễ tân (a2)");
    gate.check(piece(RULE), inForce);
    assertEquals(1, cases.of(ID).size());
  }

  @Test
  void casesOfOneNameAreRefused() {
    VerdictCases cases = new VerdictCases(folder, new CaseReader(Map.of()));
    cases.add("security/port-scan", "a", true, List.of(event("guest")), 60);
    assertThrows(
        IllegalArgumentException.class,
        () -> cases.add("security/port-scan", "a", false, List.of(event("guest")), 60));
    assertThrows(IllegalArgumentException.class, () -> cases.remove("security/port-scan", "b"));
    assertEquals("port-scan", cases.of("security/port-scan").getFirst().rule());
  }

  /** What cannot be read again would refuse every release of the rule. */
  @Test
  void whatWouldBeTooMuchToReadIsNotKept() {
    VerdictCases cases = new VerdictCases(folder, new CaseReader(Map.of()), 300);
    cases.add(ID, "a", true, List.of(event("guest")), 60);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> cases.add(ID, "b", true, List.of(event("guest")), 60));
    assertTrue(refused.getMessage().contains("(expected: at most 300"), refused.getMessage());
    assertEquals(1, cases.of(ID).size());
  }

  private InForce inForce() {
    return InForce.of(
        new RuleLives(
            folder, Shipped.of(List.of(), _ -> RuleState.RELEASED), Clock.systemUTC(), false));
  }

  private static Piece piece(String text) {
    return new Piece(ID, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private static Event event(String user) {
    return new EventBuilder()
        .timestamp(1_795_489_200_000L)
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.USER_NAME, user)
        .set(EcsField.MESSAGE, "it's\n\ta \"line\"")
        .build(new EventId("n1", 0, 3, 0));
  }
}
