package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {
  private static final long PATIENCE_NANOS = 400_000_000L;

  private final AtomicLong produced = new AtomicLong();
  private boolean stuck;
  private final Handover<Runnable> handover =
      new Handover<>(produced::get, PATIENCE_NANOS, () -> stuck = true);

  @Test
  void aStepOfWhichThingsComeIsNotStuckHoweverLongItTakes() throws Exception {
    Thread taker =
        taking(
            () -> {
              for (int i = 0; i < 20; i++) {
                pause(PATIENCE_NANOS / 10);
                produced.incrementAndGet();
              }
            });
    handover.catchUp(taker);
    assertFalse(stuck);
    assertEquals(20, produced.get());
    taker.join();
  }

  @Test
  void aStepOfWhichNothingComesIsStuck() throws Exception {
    Thread taker = taking(() -> pause(2 * PATIENCE_NANOS));
    handover.catchUp(taker);
    assertTrue(stuck);
    taker.join();
  }

  private Thread taking(Runnable step) {
    handover.addNow(step);
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                handover.take(Runnable::run);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static void pause(long nanos) {
    try {
      Thread.sleep(nanos / 1_000_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
