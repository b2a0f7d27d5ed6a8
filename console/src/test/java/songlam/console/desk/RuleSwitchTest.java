package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.Pack;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.VerdictCases;

/** What the journal holds last of switches is what people were shown. */
@Timeout(30)
class RuleSwitchTest {
  private static final String RULE = "mine/one";
  private static final String SHADOW = "mine-in-shadow/one";

  @TempDir private Path folder;
  private final List<Set<String>> journal = new ArrayList<>();
  private Runnable whilePreparing = () -> {};
  private RuleControl control;
  private RuleDesk desk;

  @BeforeEach
  void begin() {
    Clock clock = Clock.systemUTC();
    InMemorySystemStore system = new InMemorySystemStore();
    Shipped shipped =
        Shipped.of(
            List.of(TrialPiece.pack("mine", "a"), TrialPiece.pack("other", "a")),
            _ -> RuleState.RELEASED);
    RuleLives lives = new RuleLives(folder, shipped, clock, false);
    CaseReader cases = new CaseReader(Map.of());
    control = new RuleControl(system, clock);
    desk =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(system, lives, _ -> shipped),
            control,
            new ReleaseGate(cases, new VerdictCases(folder, cases)));
    desk.connect(new Journalling());
  }

  @Test
  void aRuleSwitchedOffWhileAReleaseIsPreparedStaysOff() {
    whilePreparing = () -> control.setEnabled(RULE, false, "quan", "noisy");
    release(RuleState.RELEASED);
    assertEquals(Set.of(RULE), journal.getLast());
  }

  @Test
  void aRuleSwitchedOnWhileAReleaseIsPreparedStaysOn() {
    control.setEnabled(RULE, false, "quan", "noisy");
    whilePreparing = () -> control.setEnabled(RULE, true, "quan", "quiet again");
    release(RuleState.RELEASED);
    assertEquals(Set.of(), journal.getLast());
  }

  @Test
  void whatIsToTellNobodyDoesNotForASwitchThatComesBetween() {
    journal.clear();
    whilePreparing = () -> control.setEnabled("other/one", false, "quan", "noisy");
    release(RuleState.SHADOW);
    assertEquals(
        List.of(Set.of(SHADOW), Set.of(SHADOW, "other/one"), Set.of(SHADOW, "other/one")), journal);
  }

  @Test
  void aRuleSwitchedOnSinceIsNotHushedAgainByTheNextChange() {
    control.setEnabled("other/one", false, "quan", "noisy");
    desk.reload("lan");
    control.setEnabled("other/one", true, "quan", "quiet again");
    journal.clear();
    release(RuleState.SHADOW);
    assertEquals(List.of(Set.of(SHADOW), Set.of(SHADOW)), journal);
  }

  /** A version of the pack, put in force while somebody switches a rule. */
  private void release(RuleState state) {
    desk.lives().keep(TrialPiece.pack("mine", "b"), "lan", "own");
    desk.lives().move("mine", 1, state, "minh", "good");
    desk.reload("minh");
  }

  private final class Journalling implements Activation {
    /** Somebody switches on another thread, and is answered before the pack is compiled. */
    @Override
    public void prepare(Pack pack) {
      Thread person = Thread.ofPlatform().start(whilePreparing);
      try {
        person.join(10_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void packs(Map<String, String> versions) {}

    @Override
    public void sigma(String set) {}

    @Override
    public void silent(Set<String> rules, String by) {
      journal.add(Set.copyOf(rules));
    }
  }
}
