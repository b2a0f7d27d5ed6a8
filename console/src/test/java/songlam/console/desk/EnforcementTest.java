package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.Pack;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

class EnforcementTest {
  private static final String RULE = "11111111-2222-4333-8444-555555555555";

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private String failing = "";
  private long nanos = -7;
  private RuleLives lives;
  private RuleSets sets;
  private Enforcement enforcement;

  @BeforeEach
  void begin() {
    InMemorySystemStore store = new InMemorySystemStore();
    Shipped shipped =
        Shipped.of(
            List.of(sigma("telnet"), TrialPiece.pack("mine", "a"), TrialPiece.pack("other", "a")),
            _ -> RuleState.RELEASED);
    lives = new RuleLives(folder, shipped, Clock.systemUTC(), false);
    sets = new RuleSets(store, lives, _ -> shipped);
    enforcement =
        new Enforcement(
            sets, new RuleControl(store, Clock.systemUTC()), InForce.of(lives), () -> nanos);
    enforcement.connect(new Recording());
  }

  @Test
  void theSetThatHoldsIsToldAtTheStartAndEachNewOneOnce() {
    String first = sets.current().name();
    lives.keep(sigma("ssh"), "lan", "draft");
    bring();
    List<String> start = List.of("sigma " + first, "packs mine other");
    assertEquals(with(start, "silent"), told, "a draft is no other set");
    lives.move(RULE, 1, RuleState.RELEASED, "minh", "good");
    bring();
    bring();
    String second = sets.current().name();
    assertEquals(with(start, "silent", "sigma " + second, "silent", "silent"), told);
  }

  @Test
  void whatDoesNotGetThroughHoldsNothingElseBackAndIsBroughtAgain() {
    told.clear();
    lives.move(RULE, 0, RuleState.RETIRED, "minh", "not here");
    release("mine");
    release("other");
    failing = "pack mine";
    assertThrows(IllegalStateException.class, this::bring);
    String set = "sigma " + sets.current().name();
    assertEquals(List.of(set, "packs other", "silent"), told);
    assertEquals(Map.of("mine", "the code is wrong"), enforcement.behind());
    failing = "silent";
    assertThrows(IllegalStateException.class, this::bring);
    assertEquals("packs mine", told.getLast());
    assertEquals(Set.of(""), enforcement.behind().keySet());
    failing = "";
    bring();
    assertEquals(List.of(set, "packs other", "silent", "packs mine", "silent"), told);
    assertEquals(Map.of(), enforcement.behind());
  }

  @Test
  void aSetThatDidNotGetThroughIsBroughtAgain() {
    told.clear();
    release("mine");
    lives.move(RULE, 0, RuleState.RETIRED, "minh", "not here");
    failing = "sigma " + sets.change(InForce.of(lives)).name();
    assertThrows(IllegalStateException.class, this::bring);
    assertEquals(List.of("packs mine", "silent"), told);
    String set = failing;
    failing = "";
    bring();
    assertEquals(List.of("packs mine", "silent", set, "silent"), told);
  }

  @Test
  void packsThatDidNotGetThroughAreBroughtAgainAndSoIsAnEnd() {
    told.clear();
    release("mine");
    lives.move("other", 0, RuleState.RETIRED, "minh", "not here");
    failing = "packs mine other";
    assertThrows(IllegalStateException.class, this::bring);
    assertEquals(List.of("silent"), told);
    assertEquals(Map.of("", "the journal is full"), enforcement.behind());
    failing = "";
    bring();
    assertEquals(List.of("silent", "packs mine other", "silent"), told);
  }

  @Test
  void whatIsToBeSilentIsSoBeforeItsPackHolds() {
    told.clear();
    lives.keep(TrialPiece.pack("mine", "b"), "lan", "watched first");
    lives.move("mine", 1, RuleState.SHADOW, "minh", "watched first");
    bring();
    assertEquals(List.of("silent", "packs mine-in-shadow", "silent"), told);
    bring();
    assertEquals(List.of("silent", "packs mine-in-shadow", "silent", "silent"), told);
  }

  @Test
  void itIsTriedAgainLessAndLessOften() {
    assertFalse(enforcement.isDue());
    failing = "silent";
    for (long seconds : List.of(5, 10, 20, 40, 80, 160, 300, 300)) {
      assertThrows(IllegalStateException.class, this::bring);
      nanos += seconds * 1_000_000_000L - 1;
      assertFalse(enforcement.isDue(), seconds + " s");
      nanos++;
      assertTrue(enforcement.isDue(), seconds + " s");
    }
    failing = "";
    bring();
    assertFalse(enforcement.isDue());
    failing = "silent";
    assertThrows(IllegalStateException.class, this::bring);
    nanos += 5_000_000_000L;
    assertTrue(enforcement.isDue());
  }

  @Test
  void aSwitchThatDidNotGetThroughIsBroughtAgain() {
    failing = "silent";
    assertThrows(IllegalStateException.class, () -> enforcement.silence("quan"));
    nanos += 5_000_000_000L - 1;
    assertFalse(enforcement.isDue());
    nanos++;
    assertTrue(enforcement.isDue());
    failing = "";
    bring();
    assertFalse(enforcement.isDue());
  }

  private static List<String> with(List<String> start, String... more) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of(more));
    return all;
  }

  private void release(String pack) {
    lives.keep(TrialPiece.pack(pack, "b"), "lan", "own");
    lives.move(pack, 1, RuleState.RELEASED, "minh", "good");
  }

  private void bring() {
    enforcement.bring(InForce.of(lives), "minh");
  }

  private static Piece sigma(String word) {
    String text =
        """
        title: Looks for %2$s
        id: %1$s
        logsource: {product: linux, category: process_creation}
        detection:
          selection: {CommandLine|contains: %2$s}
          condition: selection
        level: medium
        """
            .formatted(RULE, word);
    return new Piece(RULE, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  /** A journal that takes all but entries of one kind. */
  private final class Recording implements Activation {
    private Map<String, String> packs = Map.of();

    @Override
    public void prepare(Pack pack) {
      if (failing.equals("pack " + pack.id())) {
        throw new IllegalStateException("the code is wrong");
      }
    }

    @Override
    public void packs(Map<String, String> versions) {
      Set<String> changed = new TreeSet<>(packs.keySet());
      changed.addAll(versions.keySet());
      changed.removeIf(id -> Objects.equals(packs.get(id), versions.get(id)));
      note("packs", " " + String.join(" ", changed));
      packs = versions;
    }

    @Override
    public void sigma(String set) {
      note("sigma", " " + set);
    }

    @Override
    public void silent(Set<String> rules, String by) {
      note("silent", "");
    }

    private void note(String kind, String what) {
      if ((kind + what).equals(failing)) {
        throw new IllegalStateException("the journal is full");
      }
      told.add(kind + what);
    }
  }
}
