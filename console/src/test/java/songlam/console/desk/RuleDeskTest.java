package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Faults;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.VerdictCases;

/** What of a change reaches the platform, and what people are told of what does not. */
@Timeout(30)
class RuleDeskTest {
  private static final String RULE = "11111111-2222-4333-8444-555555555555";

  private static final String TEXT =
      """
      title: Looks for telnet
      id: %s
      logsource: {product: linux, category: process_creation}
      detection:
        selection: {CommandLine|contains: telnet}
        condition: selection
      """
          .formatted(RULE);
  private static final String PACK =
      """
      id: ours
      pipeline: security
      rules:
        - id: once
          title: {vi: "một lần", en: "once"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.action:once", group_by: source.ip, window: 1m, count: 1}
        - id: twice
          title: {vi: "hai lần", en: "twice"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.action:twice", group_by: source.ip, window: 1m, count: 2}
      """;

  @TempDir private Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch isTelling = new CountDownLatch(1);
  private final CountDownLatch mayTell = new CountDownLatch(1);
  private volatile boolean isFull;

  @Test
  void aChangeUnderWayIsNoFailedOne() throws InterruptedException {
    RuleDesk desk = desk();
    Thread change =
        Thread.ofPlatform()
            .start(() -> desk.move(RULE, Optional.of(0), RuleState.RETIRED, "lan", "no"));
    assertTrue(isTelling.await(10, TimeUnit.SECONDS));
    Thread chore = Thread.ofPlatform().start(() -> desk.expire(1));
    while (chore.isAlive() && chore.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    mayTell.countDown();
    change.join();
    chore.join();
    assertEquals(List.of("lan"), told);
    assertEquals(Map.of(), desk.behind());
  }

  @Test
  void whatDidNotReachThePlatformIsAnObstacle() {
    mayTell.countDown();
    RuleDesk desk = desk();
    isFull = true;
    assertThrows(
        IllegalStateException.class,
        () -> desk.move(RULE, Optional.of(0), RuleState.RETIRED, "lan", "no"));
    assertEquals(
        List.of("A change of rules is not in force yet, it is tried again: the journal is full"),
        obstacles(desk, List.of()));
    desk.expire(1);
    assertEquals(List.of(), told, "it was tried a moment ago");
    isFull = false;
    desk.reload("minh");
    assertEquals(List.of("minh"), told);
    assertEquals(List.of(), obstacles(desk, List.of()));
  }

  /** A rule whose released version is unreadable is told of as that, and is none of the others. */
  @Test
  void whatIsToldAlreadyIsNotCountedAmongTheOthers() {
    mayTell.countDown();
    RuleDesk desk = desk();
    desk.lives()
        .keep(new Piece("odd", Piece.Kind.SIGMA, Map.of(Piece.RULE, "title: [")), "lan", "x");
    desk.lives().move("odd", 1, RuleState.RELEASED, "lan", "x");
    desk.reload("minh");
    assertEquals(Set.of("odd"), desk.inForce().unread().keySet());
    List<UnreadableRule> unreadable = new ArrayList<>();
    unreadable.add(new UnreadableRule("odd", RuleState.RELEASED, "why"));
    for (int i = 0; i < 20; i++) {
      unreadable.add(new UnreadableRule("rule-" + i, RuleState.DRAFT, "why " + i));
    }
    List<String> all = obstacles(desk, unreadable);
    assertEquals(21, all.size(), all.toString());
    assertTrue(all.stream().noneMatch(one -> one.contains("more rules")), all.toString());
    unreadable.add(new UnreadableRule("rule-20", RuleState.DRAFT, "why 20"));
    assertTrue(
        obstacles(desk, unreadable)
            .contains("1 more rules are unreadable; songlam rules list tells them"));
  }

  /** An upgrade must not cost anybody what he has typed. */
  @Test
  void whatWasEditedAndNotReadIsNotWrittenOver() throws IOException {
    mayTell.countDown();
    RuleDesk before = desk();
    Path file = folder.resolve("sigma/x.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEXT.replace("title: Looks", "title: We look"));
    before.reload("lan");
    Files.writeString(file, TEXT.replace("title: Looks", "title: We really look"));
    RuleDesk after = desk(TEXT + "level: low\n");
    assertTrue(Files.readString(file).contains("really"), Files.readString(file));
    Path beside = folder.resolve("sigma/x.yml.merged");
    assertTrue(Files.readString(beside).contains("level: low"));
    RuleDesk.Reloaded reloaded = after.reload("lan");
    assertEquals(List.of(), reloaded.conflicts());
    String merged = Files.readString(file);
    assertTrue(merged.contains("really") && merged.contains("level: low"), merged);
    assertFalse(Files.exists(beside));
    assertEquals(4, after.lives().find(RULE).orElseThrow().versions().size());
    IllegalArgumentException which =
        assertThrows(
            IllegalArgumentException.class,
            () -> after.move(RULE, Optional.empty(), RuleState.RELEASED, "lan", "x"));
    assertTrue(which.getMessage().contains("one of [3, 4]"), which.getMessage());
  }

  @Test
  void aSavedRuleKeepsWhatWasEditedAsAVersion() throws IOException {
    mayTell.countDown();
    RuleDesk desk = desk();
    Path file = folder.resolve("sigma/x.yml");
    Files.createDirectories(file.getParent());
    String edited = TEXT.replace("title: Looks", "title: We look");
    Files.writeString(file, edited);
    String saved = TEXT.replace("title: Looks", "title: They look");
    desk.save(new Piece(RULE, Piece.Kind.SIGMA, Map.of(Piece.RULE, saved)), "minh", "better words");
    assertEquals(edited, desk.lives().piece(RULE, 1).text());
    assertEquals(saved, desk.lives().piece(RULE, 2).text());
    assertEquals(saved, Files.readString(file));
  }

  @Test
  void aConflictIsOverWhenOursStands() throws IOException {
    mayTell.countDown();
    Path file = folder.resolve("sigma/x.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEXT.replace("title: Looks", "title: We look"));
    desk().reload("lan");
    RuleDesk after = desk(TEXT.replace("title: Looks", "title: They look"));
    assertEquals(1, after.conflicts().size());
    assertThrows(IllegalArgumentException.class, () -> after.resolve("none", "lan", "x"));
    after.resolve(RULE, "lan", "our words are better");
    assertEquals(List.of(), after.conflicts());
    assertEquals(List.of(), after.reload("lan").conflicts());
  }

  /** A pack in shadow is watched without the rules somebody took out of it. */
  @Test
  void aRuleIsListedNoFurtherThanItsPackAndItself() {
    mayTell.countDown();
    RuleDesk desk = desk();
    desk.move("ours/twice", Optional.of(0), RuleState.RETIRED, "lan", "no");
    desk.move("ours", Optional.of(0), RuleState.SHADOW, "lan", "to watch");
    Map<String, RuleState> states = new TreeMap<>();
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    new RuleListing(desk, control).all().forEach(rule -> states.put(rule.id(), rule.state()));
    assertEquals(
        Map.of(
            RULE,
            RuleState.RELEASED,
            "ours/once",
            RuleState.SHADOW,
            "ours/twice",
            RuleState.RETIRED),
        states);
  }

  private static List<String> obstacles(RuleDesk desk, List<UnreadableRule> unreadable) {
    try (Packs packs =
        new Packs(
            List.of(),
            new Packs.Parts(
                _ -> {},
                _ -> true,
                PackShelf.NONE,
                new InMemorySystemStore(),
                new Faults(),
                LateJoins.NONE,
                Packs.Parts.SNAPSHOT_EVERY))) {
      return Obstacles.now(packs, desk.inForce(), unreadable, desk.behind()).all().stream()
          .map(text -> text.en())
          .toList();
    }
  }

  private RuleDesk desk() {
    return desk(TEXT);
  }

  private RuleDesk desk(String text) {
    Clock clock = Clock.systemUTC();
    CaseReader cases = new CaseReader(Map.of());
    Shipped shipped =
        Shipped.of(
            List.of(
                new Piece(RULE, Piece.Kind.SIGMA, Map.of(Piece.RULE, text)),
                new Piece("ours", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))),
            _ -> RuleState.RELEASED);
    RuleLives lives = new RuleLives(folder, shipped, clock, false);
    InMemorySystemStore system = new InMemorySystemStore();
    RuleDesk desk =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(system, lives, _ -> shipped),
            new RuleControl(system, clock),
            new ReleaseGate(cases, new VerdictCases(folder, cases)));
    desk.connect(new Slow());
    told.clear();
    return desk;
  }

  /** A platform that hears of somebody's change when it is let to. */
  private final class Slow implements Activation {
    @Override
    public void prepare(Pack pack) {}

    @Override
    public void packs(Map<String, String> versions) {}

    @Override
    public void sigma(String set) {}

    @Override
    public void silent(Set<String> rules, String by) {
      if (!by.isEmpty()) {
        isTelling.countDown();
        try {
          mayTell.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (isFull) {
        throw new IllegalStateException("the journal is full");
      }
      told.add(by);
    }
  }
}
