package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

class InForceTest {
  private static final String EXCEPTION = "88888888-2222-4333-8444-555555555555";

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
    assertEquals(Set.of("security-in-shadow/scan", "security-in-shadow/guess"), now.silent());
    assertEquals("security/scan", InForce.plainId("security-in-shadow/scan"));
    assertFalse(now.packs().get("security").version().isEmpty());
  }

  /** Whatever a pack comes from, somebody counts what it would tell of. */
  @Test
  void everyPackInShadowHasATwinThatIsEvaluated() {
    lives = new RuleLives(folder, imported(), Clock.systemUTC(), false);
    lives.keep(Written.pack("mine", "own"), "lan", "own");
    lives.move("mine", 1, RuleState.SHADOW, "lan", "to watch");
    lives.move("security", 0, RuleState.SHADOW, "lan", "to watch");
    lives.move("imported-public", 0, RuleState.SHADOW, "lan", "to watch");
    InForce now = InForce.of(lives);
    assertEquals(
        Set.of("mine-in-shadow", "security-in-shadow", "imported-public-in-shadow"),
        now.packs().keySet());
    now.packs()
        .forEach(
            (id, pack) -> {
              assertFalse(pack.rules().isEmpty(), id);
              pack.rules().forEach(rule -> assertTrue(now.silent().contains(id + "/" + rule.id())));
              assertEquals(pack.version(), now.recipe(id).pack().version());
            });
  }

  @Test
  void theShippedPackIsWatchedBesideAnOwnOne() {
    lives.keep(Written.pack("security", "guess", "ours"), "lan", "own");
    lives.move("security", 1, RuleState.RELEASED, "minh", "good");
    lives.move("security", 0, RuleState.SHADOW, "lan", "was it better?");
    InForce now = InForce.of(lives);
    assertEquals(List.of("scan", "guess", "ours"), rules(now, "security"));
    assertEquals(List.of("scan", "guess"), rules(now, "security-in-shadow"));
  }

  /** Else what is counted says nothing of the release. */
  @Test
  void aPackInShadowIsWhatItsReleaseWouldBe() {
    lives.keep(Written.pack("security", "guess", "ours"), "lan", "own");
    lives.move("security/ours", 0, RuleState.RETIRED, "minh", "never useful");
    lives.keep(except("security/guess"), "lan", "known");
    lives.move(EXCEPTION, 1, RuleState.RELEASED, "minh", "known");
    lives.move("security", 1, RuleState.SHADOW, "lan", "to watch");
    InForce watched = InForce.of(lives);
    Pack shadow = watched.packs().get("security-in-shadow");
    assertEquals(List.of("scan", "guess"), rules(watched, "security-in-shadow"));
    assertEquals(shadow.version(), watched.recipe("security-in-shadow").pack().version());
    lives.move("security", 1, RuleState.RELEASED, "minh", "good");
    Pack released = InForce.of(lives).evaluated("security").orElseThrow();
    assertEquals(fingerprints(released), fingerprints(shadow));
    assertEquals(released.sourceTypes(), shadow.sourceTypes());
  }

  @Test
  void aPackWatchedAloneThatCannotBeReadIsNamed() {
    lives.keep(
        new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, "id: mine\nno: 1\n")), "lan", "x");
    lives.move("mine", 1, RuleState.SHADOW, "lan", "test");
    assertEquals(Set.of("mine"), InForce.of(lives).unread().keySet());
  }

  /** Else the list says of it that it holds, and nobody knows that alerts are back. */
  @Test
  void anExceptionOfARuleThatIsGoneExceptsNothing() {
    lives.keep(except("security/guess"), "lan", "known");
    lives.move(EXCEPTION, 1, RuleState.RELEASED, "minh", "known");
    assertEquals(Map.of(), InForce.of(lives).idle());
    lives.move("security/guess", 0, RuleState.RETIRED, "minh", "gone");
    assertEquals(
        Map.of(
            EXCEPTION, "nothing to except: rule security/guess is not in force (expected: it is)"),
        InForce.of(lives).idle());
  }

  @Test
  void anExceptionIsIdleWhenItsRuleReadsOtherEventsSince() {
    String filter =
        """
        title: Known
        id: %s
        logsource: {product: linux, category: process_creation}
        filter:
          rules: [%s]
          s: {User: known}
          condition: not s
        songlam:
          exception: {owner: lan, until: 2099-01-31, why: test}
        """
            .formatted(EXCEPTION, Written.TELNET);
    lives.keep(new Piece(EXCEPTION, Piece.Kind.FILTER, Map.of(Piece.RULE, filter)), "lan", "x");
    lives.move(EXCEPTION, 1, RuleState.RELEASED, "minh", "known");
    assertEquals(Map.of(), InForce.of(lives).idle());
    String other = Written.sigmaText(Written.TELNET, "telnet").replace("linux", "windows");
    lives.keep(
        new Piece(Written.TELNET, Piece.Kind.SIGMA, Map.of(Piece.RULE, other)), "lan", "windows");
    lives.move(Written.TELNET, 1, RuleState.RELEASED, "minh", "good");
    String why = InForce.of(lives).idle().getOrDefault(EXCEPTION, "");
    assertTrue(why.contains("of another logsource"), why);
    lives.move(Written.TELNET, 1, RuleState.RETIRED, "minh", "no");
    assertTrue(InForce.of(lives).idle().get(EXCEPTION).contains("not in force"));
  }

  private static List<String> rules(InForce now, String pack) {
    return now.packs().get(pack).rules().stream().map(Rule::id).toList();
  }

  private static Map<String, String> fingerprints(Pack pack) {
    Map<String, String> all = new TreeMap<>();
    pack.rules().forEach(rule -> all.put(rule.id(), rule.when().fingerprint()));
    return all;
  }

  private static Piece except(String rule) {
    String text =
        """
        title: u1 is known
        id: %s
        songlam:
          exception: {rule: %s, match: "user.name:u1", owner: lan, until: 2099-01-31, why: test}
        """
            .formatted(EXCEPTION, rule);
    return new Piece(EXCEPTION, Piece.Kind.EXCEPTION, Map.of(Piece.RULE, text));
  }

  private static Shipped imported() {
    String text =
        """
        title: Burst
        id: 77777777-2222-4333-8444-555555555555
        name: burst
        correlation:
          type: event_count
          rules: [%s]
          group-by: [User]
          timespan: 20s
          condition: {gte: 4}
        level: high
        """
            .formatted(Written.TELNET);
    return Written.shipped().with(Map.of("public/rules/burst.yml", text), _ -> RuleState.RELEASED);
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
