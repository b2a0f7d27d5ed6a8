package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final long MIB = 1L << 20;

  private final Waiting waiting = new Waiting();

  @Test
  void chunksWithoutRoomAreLetGoByBytesAndRoomComesBack() {
    for (int i = 0; i < 20; i++) {
      waiting.offer(chunk(i, i + 1, 4 * MIB));
    }
    assertEquals(12, waiting.all().size());
    assertNotNull(waiting.take(0));
    waiting.offer(chunk(20, 21, 4 * MIB));
    assertEquals(20, waiting.all().getLast().from);
  }

  @Test
  void oneLargerThanTheWholeRoomIsTakenAlone() {
    waiting.offer(chunk(0, 1, 100 * MIB));
    waiting.offer(chunk(1, 2, 1));
    assertEquals(1, waiting.all().size());
  }

  @Test
  void whatWasReadAgainMeanwhileIsDroppedAndAGapIsSaid() {
    waiting.offer(chunk(0, 10, 1));
    waiting.offer(chunk(10, 20, 1));
    waiting.offer(chunk(50, 60, 1));
    Chunk second = waiting.take(10);
    assertNotNull(second);
    assertEquals(20, second.next);
    assertNull(waiting.take(20), "20 to 50 found no room");
    assertEquals(50, waiting.first(99));
    assertNotNull(waiting.take(50));
    assertEquals(99, waiting.first(99));
  }

  private static Chunk chunk(long from, long next, long bytes) {
    Chunk chunk = new Chunk(from);
    chunk.next = next;
    chunk.bytes = bytes;
    return chunk;
  }
}
