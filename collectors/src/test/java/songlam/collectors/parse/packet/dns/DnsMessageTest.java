package songlam.collectors.parse.packet.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import songlam.core.event.Cap;

class DnsMessageTest {
  private static final int MOST = Cap.SENSOR_ANSWERS.most();

  /** It waits for its answer, and must not be larger than a question is taken to be. */
  @Test
  void aQuestionWithAnswersIsKeptWithoutThem() {
    DnsMessage question = message(0x0100, MOST + 1);
    assertEquals(List.of(), question.answers());
    assertFalse(question.isCut());
    assertEquals(199, question.name().length());
  }

  @Test
  void answersOfAResponseAreReadUpToTheirBound() {
    DnsMessage response = message(0x8180, MOST + 1);
    assertEquals(MOST, response.answers().size());
    assertTrue(response.isCut());
    assertEquals(response.name(), response.answers().getLast().data());
  }

  /** A long name, and answers that point at it twice each. */
  private static DnsMessage message(int flags, int answers) {
    ByteBuffer octets = ByteBuffer.allocate(12 + 205 + 14 * answers);
    octets.putShort((short) 7).putShort((short) flags).putShort((short) 1);
    octets.putShort((short) answers).putInt(0);
    for (int label = 0; label < 4; label++) {
      octets.put((byte) 49).put("x".repeat(49).getBytes(US_ASCII));
    }
    octets.put((byte) 0).putShort((short) 5).putShort((short) 1);
    for (int i = 0; i < answers; i++) {
      octets.putShort((short) 0xc00c).putShort((short) 5).putShort((short) 1).putInt(60);
      octets.putShort((short) 2).putShort((short) 0xc00c);
    }
    return Objects.requireNonNull(DnsMessage.read(octets.array(), 0, octets.capacity()));
  }
}
