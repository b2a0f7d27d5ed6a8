package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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

/** A release is held to every case it can break, whoever wrote it and of whatever rule. */
class ReleaseGateTest {
  private static final long NOW = 1_795_489_200_000L;
  private static final String RULE =
      """
      title: guest
      id: r01
      logsource: {product: linux, service: sshd}
      detection:
        s: {user.name: 'guest'}
        condition: s
      """;
  private static final String PACK =
      """
      id: %s
      pipeline: security
      rules:
        - id: %s
          title: {vi: "dò", en: "guess"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.outcome:failure", group_by: source.ip, window: 60s, count: %d}
      """;
  private static final String FAILURES =
      """
      - name: three failures
        fires: true
        events: [{at: 0, repeat: 3, every: 1, set: {event.outcome: failure, source.ip: 192.0.2.7}}]
      """;
  private static final String CORRELATED =
      """
      id: both
      pipeline: security
      rules:
        - id: guests
          title: {vi: "khách", en: "guests"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "songlam.finding.rules:r01", group_by: host.os.type, window: 60s, count: 2}
      """;

  private final VerdictCases verdicts;
  private final ReleaseGate gate;
  private final RuleLives lives;
  private Shipped ships;

  ReleaseGateTest(@TempDir Path folder) {
    CaseReader reader = new CaseReader(Map.of());
    this.verdicts = new VerdictCases(folder, reader);
    this.gate = new ReleaseGate(reader, verdicts);
    List<Piece> shipped =
        List.of(
            new Piece("r01", Piece.Kind.SIGMA, Map.of(Piece.RULE, RULE)),
            new Piece("both", Piece.Kind.PACK, Map.of(Piece.PACK, CORRELATED)),
            pack("security", "guess", 3, FAILURES));
    this.ships = Shipped.of(shipped, _ -> RuleState.RELEASED);
    this.lives = new RuleLives(folder, () -> ships, Clock.systemUTC(), false);
  }

  @Test
  void aRuleThatIsNoLongerInItsPackStillHasItsCases() {
    verdicts.add("mine/brute", "right", true, failures(), 60);
    gate.check(pack("mine", "brute", 3, ""), now());
    assertEquals(
        "release of mine breaks: brute: right (expected: it fires)",
        refused(pack("mine", "renamed", 3, "")));
  }

  @Test
  void whatShipsUnderAnOwnPackHoldsWhereItHasNoCasesOfItsOwn() {
    assertEquals(
        "release of security breaks: guess: three failures (expected: it fires)",
        refused(pack("security", "guess", 10_000, "")));
    gate.check(pack("security", "guess", 10_000, FAILURES.replace("true", "false")), now());
    gate.check(pack("security", "other", 10_000, ""), now());
  }

  @Test
  void aSigmaRuleThatACorrelationIsOverIsHeldToItsCases() {
    List<Event> guests = List.of(guest(0), guest(1));
    verdicts.add("both/guests", "two guests", true, guests, 60);
    verdicts.add("both/guests", "not yet kept", false, guests, 60);
    verdicts.add("security/guess", "other", true, failures(), 60);
    gate.check(sigma(RULE.replace("guest'", "guest*'")), now());
    assertEquals(
        "release of r01 breaks: both/guests: two guests (expected: it fires)",
        refused(sigma(RULE.replace("guest'", "visitor'"))));
    Piece filter =
        new Piece(
            "f01",
            Piece.Kind.FILTER,
            Map.of(
                Piece.RULE,
                """
                title: none
                id: f01
                logsource: {product: linux, service: sshd}
                filter: {rules: [r01], s: {user.name: guest}, condition: not s}
                """));
    assertEquals(
        "release of f01 breaks: both/guests: two guests (expected: it fires)", refused(filter));
  }

  /** What a correlation was told of is found anew in its cases, also when the pack changes. */
  @Test
  void whatIsNoLongerFoundIsInNoCase() {
    verdicts.add("both/guests", "two guests", true, List.of(guest(0), guest(1)), 60);
    Piece pack = new Piece("both", Piece.Kind.PACK, Map.of(Piece.PACK, CORRELATED));
    gate.check(pack, now());
    lives.keep(sigma(RULE.replace("guest'", "visitor'")), "lan", "x");
    lives.move("r01", 1, RuleState.RELEASED, "lan", "x");
    assertTrue(refused(pack).contains("guests: two guests (expected: it fires)"));
  }

  /** A new release of the product, or a corpus taken in again, asks nobody. */
  @Test
  void aCaseThatBreaksWithoutAReleaseIsFound() {
    verdicts.add("r01", "a guest", true, List.of(guest(0)), 60);
    verdicts.add("r01", "no guest", false, List.of(guest(0)), 60);
    verdicts.add("both/guests", "two guests", true, List.of(guest(0), guest(1)), 60);
    assertEquals(List.of(), broken());
    ships =
        Shipped.of(
            List.of(
                sigma(RULE.replace("guest'", "visitor'")),
                new Piece("both", Piece.Kind.PACK, Map.of(Piece.PACK, CORRELATED))),
            _ -> RuleState.RELEASED);
    lives.readShipped();
    assertEquals(List.of("both/guests: two guests", "r01: a guest"), broken());
    lives.move("r01", 0, RuleState.RETIRED, "lan", "no");
    assertEquals(List.of("both/guests: two guests"), broken());
    ships = Shipped.of(List.of(sigma(RULE)), _ -> RuleState.RELEASED);
    lives.readShipped();
    assertEquals(List.of("both/guests: two guests"), broken(), "gone with its pack");
  }

  private List<String> broken() {
    return gate.inForce().broken(lives, now(), () -> false).stream()
        .map(one -> one.rule() + ": " + one.name())
        .toList();
  }

  @Test
  void aRuleWithoutACaseIsToldOf() {
    assertEquals(1, gate.without("r01", now()).size());
    assertTrue(gate.without("both", now()).getFirst().startsWith("guests: no case"));
    assertEquals(List.of(), gate.without("security", now()));
    assertEquals(List.of(), gate.without("security/guess", now()));
    verdicts.add("r01", "right", true, List.of(guest(0)), 60);
    assertEquals(List.of(), gate.without("r01", now()));
  }

  private InForce now() {
    return InForce.of(lives);
  }

  private String refused(Piece piece) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> gate.check(piece, now())).getMessage());
  }

  private static Piece sigma(String text) {
    return new Piece("r01", Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private static Piece pack(String id, String rule, int count, String cases) {
    String text = PACK.formatted(id, rule, count);
    return new Piece(
        id,
        Piece.Kind.PACK,
        cases.isEmpty()
            ? Map.of(Piece.PACK, text)
            : Map.of(Piece.PACK, text, "cases/guess.yml", cases));
  }

  private static List<Event> failures() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      events.add(
          new EventBuilder()
              .timestamp(NOW + i * 1_000)
              .set(EcsField.EVENT_OUTCOME, "failure")
              .set(EcsField.SOURCE_IP, "192.0.2.7")
              .build(new EventId("n1", 0, i, 0)));
    }
    return events;
  }

  private static Event guest(int i) {
    return new EventBuilder()
        .timestamp(NOW + i * 1_000)
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.USER_NAME, "guest")
        .set(EcsField.SONGLAM_FINDING_RULES, List.of("r01"))
        .set(EcsField.SONGLAM_FINDING_NAMES, List.of("guest"))
        .set(EcsField.SONGLAM_FINDING_LEVEL, "medium")
        .build(new EventId("n1", 0, i, 0));
  }
}
