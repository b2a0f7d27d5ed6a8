package songlam.collectors.parse.packet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReassemblyTest {
  private final Reassembly stream = new Reassembly();
  private int inOrder;

  @Test
  void whatWaitedIsHeldNoLongerOnceTheHoleIsClosed() {
    segment(1, 10);
    segment(21, 10);
    assertTrue(stream.held() > 10);
    segment(11, 10);
    assertEquals(0, stream.held());
    assertEquals(30, inOrder);
  }

  @Test
  void aStreamThatIsLostHoldsNothing() {
    segment(1, 10);
    for (int i = 0; i < 200; i++) {
      segment(21 + 1_400L * i, 1_400);
    }
    assertTrue(stream.isLost());
    assertEquals(0, stream.held());
    segment(11, 10);
    assertEquals(10, inOrder, "nothing of it is read any more");
  }

  @Test
  void norOneOfTooManySegments() {
    segment(1, 1);
    for (int i = 0; i < 256; i++) {
      segment(3 + 2L * i, 1);
    }
    assertFalse(stream.isLost());
    segment(3 + 2L * 256, 1);
    assertTrue(stream.isLost());
    assertEquals(0, stream.held());
  }

  private void segment(long sequence, int length) {
    stream.segment(
        sequence, new byte[length], 0, length, (_, _, delivered) -> inOrder += delivered);
  }
}
