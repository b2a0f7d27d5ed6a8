package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The product as people start it, killed with all its children while documents come in, three
 * times. What it acknowledged is stored once; attacks that straddle a kill become the alerts that
 * an undisturbed platform makes of the same documents. {@code songlam bench kill} does the same for
 * a minute, and with {@code --store} for a store that is away.
 */
class KillNineIT {
  private static final int KILLS = Integer.getInteger("songlam.kills", 3);
  private static final int LOAD_SECONDS = Integer.getInteger("songlam.kill.seconds", 3);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsStoredOnceAndAttacksAcrossAKillAreSeenAlike() throws Exception {
    try (KillTrial trial = new KillTrial(0, System.out::println)) {
      for (int kill = 0; kill < KILLS; kill++) {
        trial.kill(LOAD_SECONDS * 1_000L);
      }
      KillTrial.Outcome outcome = trial.compare();
      assertTrue(outcome.unanswered() <= KILLS * KillTrial.BATCH, "" + outcome.unanswered());
      assertEquals(Set.of(), outcome.missing(), "acknowledged and not stored");
      assertEquals(Set.of(), outcome.repeated(), "stored more than once");
      assertEquals(Set.of(), outcome.unknown(), "stored and never sent");
      assertEquals(trial.straddling(), outcome.expected().size());
      assertEquals(outcome.expected(), outcome.found());
      assertTrue(outcome.balanced(), "the ledger does not add up");
    }
  }
}
