package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLivesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T03:00:00Z"), ZoneOffset.UTC);
  @TempDir private Path folder;

  /** Who reads a rule asks for its text meanwhile, and must not be waited for. */
  @Test
  void aRuleIsReadWhileWhatShipsIsReadAgain() throws Exception {
    CountDownLatch isReading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    Shipped shipped = Shipped.of(List.of(), _ -> RuleState.RELEASED);
    RuleLives lives =
        new RuleLives(
            folder,
            () -> {
              if (times.getAndIncrement() > 0) {
                isReading.countDown();
                hold(goOn);
              }
              return shipped;
            },
            CLOCK,
            false);
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    Thread again = Thread.ofPlatform().daemon().start(lives::readShipped);
    assertTrue(isReading.await(10, TimeUnit.SECONDS));
    Thread reader = Thread.ofPlatform().daemon().start(() -> lives.sigma(Written.OWN, 1));
    while (reader.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertTrue(again.join(Duration.ofSeconds(10)));
    assertTrue(reader.join(Duration.ofSeconds(10)));
  }

  private static void hold(CountDownLatch until) {
    try {
      assertTrue(until.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRuleGoesFromDraftOverShadowToRelease() {
    RuleLives lives = lives(false);
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    assertEquals(RuleState.DRAFT, lives.state(Written.OWN));
    lives.move(Written.OWN, 1, RuleState.SHADOW, "lan", "to watch");
    lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "quiet for a week");
    lives.keep(Written.sigma(Written.OWN, "ncat"), "lan", "the longer name too");
    lives.move(Written.OWN, 2, RuleState.SHADOW, "lan", "to watch");
    RuleLife life = lives.find(Written.OWN).orElseThrow();
    assertEquals(Optional.of(1), life.released(), "a version in shadow leaves the one in force");
    assertEquals(Optional.of(2), life.inShadow());
    life = lives.move(Written.OWN, 2, RuleState.RELEASED, "minh", "better");
    assertEquals(Optional.of(2), life.released());
    assertEquals(RuleState.RETIRED, life.states().get(1));
    assertEquals(Optional.empty(), life.inShadow());
    life = lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "back: too loud");
    assertEquals(Optional.of(1), life.released());
    assertTrue(lives.piece(Written.OWN, 1).text().contains("contains: nc\n"));
  }

  @Test
  void everythingIsThereAfterARestart() {
    RuleLives first = lives(false);
    first.keep(Written.sigma(Written.OWN, "nc"), "lan", "first \"quoted\" ‡");
    first.move(Written.OWN, 1, RuleState.RELEASED, "minh", "why not");
    first.move(Written.TELNET, 0, RuleState.SHADOW, "minh", "too loud");
    first.move("security/scan", 0, RuleState.RETIRED, "minh", "we have a better one");
    first.own(Written.OWN, "Tổ giám sát", "minh");
    RuleLives second = lives(false);
    assertEquals(first.own(), second.own());
    assertEquals(RuleState.SHADOW, second.state(Written.TELNET));
    assertEquals(RuleState.RETIRED, second.state("security/scan"));
    assertEquals(RuleState.RELEASED, second.state("security/guess"));
    assertEquals("Tổ giám sát", second.find(Written.OWN).orElseThrow().owner());
  }

  /** The disk was full, or the power went, while a line was written. */
  @Test
  void aLineThatWasNotFinishedIsCutOff() throws IOException {
    RuleLives first = lives(false);
    first.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    add("{\"at\":\"2026-11-28T03:00:0");
    assertEquals(1, first.move(Written.OWN, 1, RuleState.RELEASED, "minh", "x").steps().size());
    add("{\"at\":\"2026-11-28T03:00:0");
    RuleLives second = lives(false);
    assertEquals(first.own(), second.own());
    assertEquals(Map.of(), second.problems());
    second.move(Written.OWN, 1, RuleState.RETIRED, "minh", "y");
    assertEquals(second.own(), lives(false).own());
  }

  /** One bad line must not keep a platform from starting, nor go unsaid. */
  @Test
  void aLineThatCannotBeReadIsLeftOutAndTold() throws IOException {
    RuleLives first = lives(false);
    first.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    add("{\"version\":1}{\"version\":2}\n\n");
    first.keep(Written.sigma(Written.OWN, "ncat"), "lan", "second");
    RuleLives second = lives(false);
    assertEquals(first.own(), second.own());
    String why = second.problems().get(Written.OWN);
    assertTrue(why.startsWith("life/" + Written.OWN + "/life.ndjson:2: "), why);
    assertTrue(InForce.of(second).problems().contains(why));
  }

  @Test
  void aVersionWhoseLineIsLostIsNotWrittenOver() throws IOException {
    RuleLives first = lives(false);
    first.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    Path lines = folder.resolve("life/" + Written.OWN + "/life.ndjson");
    String one = Files.readString(lines);
    Piece second = Written.sigma(Written.OWN, "ncat");
    Map<String, String> withCases = new TreeMap<>(second.files());
    withCases.put(Piece.CASES, "[]");
    first.keep(new Piece(Written.OWN, Piece.Kind.SIGMA, withCases), "lan", "second");
    Files.writeString(lines, one + "{\"at");
    RuleLives again = lives(false);
    again.keep(second, "lan", "second");
    assertEquals(second.files(), again.piece(Written.OWN, 3).files());
    assertTrue(Files.exists(lines.resolveSibling("2/" + Piece.CASES)), "for people to look at");
  }

  @Test
  void whatWasInForceStaysWhenTheLineOfTheNextIsLost() throws IOException {
    RuleLives first = lives(false);
    first.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    first.move(Written.OWN, 1, RuleState.RELEASED, "minh", "x");
    first.keep(Written.sigma(Written.OWN, "ncat"), "lan", "second");
    first.move(Written.OWN, 2, RuleState.RELEASED, "minh", "y");
    Path lines = folder.resolve("life/" + Written.OWN + "/life.ndjson");
    Files.writeString(
        lines, Files.readString(lines).replace("\"version\":2,\"kind\"", "\"version\":2,\"kin"));
    RuleLives second = lives(false);
    assertEquals(Optional.of(1), second.find(Written.OWN).orElseThrow().released());
    assertTrue(InForce.of(second).isReleased(Written.OWN));
    second.keep(Written.sigma(Written.OWN, "netcat"), "lan", "third");
    assertEquals(3, second.find(Written.OWN).orElseThrow().latest().orElseThrow().number());
  }

  private void add(String text) throws IOException {
    Path lines = folder.resolve("life/" + Written.OWN + "/life.ndjson");
    Files.writeString(lines, text, StandardOpenOption.APPEND);
  }

  /** Else the list says of a rule that upstream dropped that it is in force. */
  @Test
  void whatNoLongerShipsIsNotReleased() {
    RuleLives before = lives(false);
    for (RuleState state : List.of(RuleState.RETIRED, RuleState.RELEASED)) {
      before.move(Written.TELNET, 0, state, "minh", "x");
      before.move("security/scan", 0, state, "minh", "x");
    }
    before.keep(Written.pack("ours", "twice"), "lan", "x");
    before.move("ours/twice", 0, RuleState.SHADOW, "minh", "x");
    Shipped nothing = Shipped.of(List.of(), _ -> RuleState.RELEASED);
    RuleLives after = new RuleLives(folder, nothing, CLOCK, false);
    for (String id : List.of(Written.TELNET, "security/scan")) {
      RuleLife life = after.find(id).orElseThrow();
      assertEquals(RuleState.RETIRED, life.state(), id);
      assertTrue(life.isGone(), id);
    }
    assertEquals(RuleState.SHADOW, after.state("ours/twice"));
    assertFalse(lives(false).find(Written.TELNET).orElseThrow().isGone(), "it may come back");
  }

  @Test
  void whoReleasedAnswersUntilSomebodyIsNamed() throws IOException {
    RuleLives lives = lives(false);
    assertEquals("", lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first").owner());
    assertEquals("minh", lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "x").owner());
    RuleLife named = lives.own(Written.OWN, "Tổ giám sát", "lan");
    assertEquals(List.of(new RuleOwner("Tổ giám sát", "lan", CLOCK.millis())), named.owners());
    assertEquals("Tổ giám sát", named.owner());
    add("{\"owner\":\"as it was written once\"}\n");
    assertEquals("as it was written once", lives(false).find(Written.OWN).orElseThrow().owner());
  }

  @Test
  void ownVersionsWinOverTheShippedOne() {
    RuleLives lives = lives(false);
    lives.keep(Written.sigma(Written.TELNET, "telnetd"), "lan", "ours");
    assertEquals(Optional.of(0), lives.find(Written.TELNET).orElseThrow().released());
    RuleLife life = lives.move(Written.TELNET, 1, RuleState.RELEASED, "minh", "ours is better");
    assertEquals(Optional.of(1), life.released());
    assertEquals(RuleState.RETIRED, life.states().get(RuleLife.SHIPPED));
    life = lives.move(Written.TELNET, 0, RuleState.RELEASED, "minh", "theirs again");
    assertEquals(Optional.of(0), life.released());
  }

  @Test
  void theSameTextMakesNoVersion() {
    RuleLives lives = lives(false);
    assertTrue(
        lives.keep(Written.sigma(Written.TELNET, "telnet"), "lan", "copied").versions().isEmpty());
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    assertEquals(1, lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "again").versions().size());
  }

  @Test
  void withFourEyesTheAuthorDoesNotRelease() {
    RuleLives lives = lives(true);
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    lives.move(Written.OWN, 1, RuleState.SHADOW, "lan", "to watch");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> lives.move(Written.OWN, 1, RuleState.RELEASED, "lan", "mine"));
    assertTrue(refused.getMessage().contains("four_eyes"));
    assertEquals(
        RuleState.RELEASED, lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "ok").state());
  }

  /** A machine's merge is no second pair of eyes. */
  @Test
  void withFourEyesTheAuthorDoesNotReleaseWhatWasMergedFromHis() {
    RuleLives before = lives(true);
    Piece ours = Written.sigma(Written.TELNET, "telnetd");
    before.keep(ours, "lan", "first");
    RuleLives lives = withLevel("high");
    assertEquals(1, Upgrade.run(lives).merged().size());
    assertRefused(
        "release: by lan", () -> lives.move(Written.TELNET, 2, RuleState.RELEASED, "lan", "x"));
    lives.move(Written.TELNET, 2, RuleState.RELEASED, "minh", "seen");
    RuleLives later = withLevel("low");
    assertEquals(1, Upgrade.run(later).merged().size());
    later.move(Written.TELNET, 3, RuleState.RELEASED, "lan", "others saw all but what ships");
  }

  /** At night there is nobody else. */
  @Test
  void withFourEyesTheAuthorGoesBackToWhatSomebodyElseReleased() {
    RuleLives lives = lives(true);
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "seen");
    lives.keep(Written.sigma(Written.OWN, "ncat"), "minh", "second");
    lives.move(Written.OWN, 2, RuleState.RELEASED, "lan", "seen");
    RuleLife back = lives.move(Written.OWN, 1, RuleState.RELEASED, "lan", "it floods");
    assertEquals(Optional.of(1), back.released());
  }

  private RuleLives withLevel(String level) {
    String text = Written.sigmaText(Written.TELNET, "telnet").replace("medium", level);
    Piece ships = new Piece(Written.TELNET, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
    Shipped younger = Shipped.of(List.of(ships), _ -> RuleState.RELEASED);
    return new RuleLives(folder, younger, CLOCK, true);
  }

  @Test
  void whatCannotBeIsRefused() {
    RuleLives lives = lives(false);
    assertRefused("rule: none", () -> lives.move("none", 1, RuleState.RELEASED, "lan", "x"));
    assertRefused(
        "version: 1", () -> lives.move(Written.TELNET, 1, RuleState.RELEASED, "lan", "x"));
    assertRefused("why: empty", () -> lives.move(Written.TELNET, 0, RuleState.SHADOW, "lan", " "));
    lives.keep(Written.sigma(Written.OWN, "nc"), "lan", "first");
    assertRefused("version: 0", () -> lives.move(Written.OWN, 0, RuleState.RELEASED, "lan", "x"));
  }

  private static void assertRefused(String beginning, Runnable act) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, act::run);
    assertTrue(refused.getMessage().startsWith(beginning), refused.getMessage());
  }

  private RuleLives lives(boolean fourEyes) {
    return new RuleLives(folder, Written.shipped(), CLOCK, fourEyes);
  }
}
