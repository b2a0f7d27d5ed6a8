package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PackSnapshotsTest {
  /** Whatever a snapshot waited for: what would have to be read again must not grow for hours. */
  @Test
  void snapshotsTakeOnePartInTwentyAndAreNeverLongInComing() {
    assertEquals(seconds(10), PackSnapshots.pause(seconds(10), seconds(0)));
    assertEquals(seconds(30), PackSnapshots.pause(seconds(10), seconds(1.5)));
    assertEquals(seconds(60), PackSnapshots.pause(seconds(10), seconds(600)), "the store was away");
    assertEquals(seconds(90), PackSnapshots.pause(seconds(90), seconds(600)), "as configured");
  }

  private static long seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000)).toNanos();
  }
}
