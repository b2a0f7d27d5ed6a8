package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.Rule;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

class InForceTest {
  @TempDir private Path folder;
  private RuleLives lives;

  @BeforeEach
  void begin() {
    lives = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
  }

  @Test
  void draftsAreNotEvaluated() {
    lives.keep(Written.sigma(Written.OWN, "telnet"), "lan", "first");
    assertEquals(List.of(Written.TELNET + " false"), found("telnet 192.0.2.1"));
    assertTrue(InForce.of(lives).listed().rule(Written.OWN).isPresent(), "listed all the same");
  }

  @Test
  void aVersionThatCannotBeReadAnyMoreIsToldOf() {
    lives.keep(
        new Piece(Written.OWN, Piece.Kind.SIGMA, Map.of(Piece.RULE, "title: [")), "lan", "first");
    InForce now = InForce.of(lives);
    assertTrue(now.listed().rule(Written.OWN).isEmpty(), "nothing to show");
    assertEquals(Set.of(Written.OWN), now.unlisted().keySet());
    assertTrue(now.unlisted().get(Written.OWN).startsWith(Written.OWN + " v1:1:"), "says where");
    assertEquals(Map.of(), now.unread(), "a draft is in nobody's way");
  }

  @Test
  void aVersionInShadowRunsBesideTheOneReleased() {
    lives.keep(Written.sigma(Written.TELNET, "192.0.2"), "lan", "by address");
    lives.move(Written.TELNET, 1, RuleState.SHADOW, "lan", "to watch");
    assertEquals(
        List.of(Written.TELNET + " false", Written.TELNET + " true"), found("telnet 192.0.2.1"));
    assertEquals(List.of(Written.TELNET + " true"), found("ssh 192.0.2.1"));
    lives.move(Written.TELNET, 1, RuleState.RELEASED, "minh", "good");
    assertEquals(List.of(Written.TELNET + " false"), found("ssh 192.0.2.1"));
    assertEquals(List.of(), found("telnet 203.0.113.9"), "ours replaced the shipped one");
  }

  @Test
  void retiredRulesAreSilent() {
    lives.move(Written.TELNET, 0, RuleState.RETIRED, "minh", "no telnet here");
    assertEquals(List.of(), found("telnet"));
  }

  @Test
  void anOwnPackIsPutOverTheShippedOne() {
    lives.keep(Written.pack("security", "guess", "ours"), "lan", "own");
    lives.move("security", 1, RuleState.RELEASED, "minh", "good");
    lives.move("security/scan", 0, RuleState.RETIRED, "minh", "never useful");
    lives.move("security/ours", 0, RuleState.SHADOW, "minh", "first look");
    InForce now = InForce.of(lives);
    assertEquals(
        List.of("guess", "ours"),
        now.packs().get("security").rules().stream().map(Rule::id).toList());
    assertEquals(3, now.listedPacks().get("security").rules().size());
    assertEquals(Set.of("security/ours"), now.silent());
  }

  @Test
  void aPackInShadowIsEvaluatedApartAndRaisesNothing() {
    lives.keep(Written.pack("security", "scan"), "lan", "own");
    lives.move("security", 1, RuleState.SHADOW, "lan", "to watch");
    InForce now = InForce.of(lives);
    assertEquals(Set.of("security", "security-in-shadow"), now.packs().keySet());
    assertEquals(Set.of("security-in-shadow/scan"), now.silent());
    assertEquals("security/scan", InForce.plainId("security-in-shadow/scan"));
    assertFalse(now.packs().get("security").version().isEmpty());
  }

  /** What cannot be read is not passed off as evaluated. */
  @Test
  void aReleasedVersionThatCannotBeReadIsNamed() {
    lives.keep(Written.sigma(Written.TELNET, "192.0.2"), "lan", "by address");
    Piece broken =
        new Piece(
            Written.TELNET,
            Piece.Kind.SIGMA,
            Map.of(Piece.RULE, "title: x\nid: " + Written.TELNET + "\n"));
    lives.keep(broken, "lan", "broken");
    lives.keep(
        new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, "id: mine\nno: 1\n")), "lan", "x");
    assertEquals(Map.of(), InForce.of(lives).unread());
    lives.move(Written.TELNET, 2, RuleState.RELEASED, "minh", "test");
    lives.move("mine", 1, RuleState.RELEASED, "minh", "test");
    InForce now = InForce.of(lives);
    assertEquals(Set.of(Written.TELNET, "mine"), now.unread().keySet());
    assertTrue(now.unread().toString().contains("mine/pack.yml:2"), now.unread()::toString);
  }

  private List<String> found(String commandLine) {
    return InForce.of(lives).detector(_ -> List.of()).detect(event(commandLine)).stream()
        .map(rule -> rule.id() + " " + rule.shadow())
        .toList();
  }

  private static Event event(String commandLine) {
    return new EventBuilder()
        .timestamp(1_795_489_200_000L)
        .set(EcsField.EVENT_CATEGORY, List.of("process"))
        .set(EcsField.EVENT_TYPE, List.of("start"))
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_COMMAND_LINE, commandLine)
        .build(new EventId("n1", 0, 0, 0));
  }
}
