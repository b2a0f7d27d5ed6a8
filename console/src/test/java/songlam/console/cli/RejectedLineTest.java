package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

class RejectedLineTest {
  @Test
  void textStaysText() {
    JsonObject line = line("không phải \"syslog\"\u0000".getBytes(UTF_8));
    assertEquals(
        new JsonObject().put("reason", "malformed").put("detail", "vì sao"),
        line.getJsonObject("rejected"));
    assertEquals("không phải \"syslog\"\u0000", line.getJsonObject("event").getString("original"));
  }

  @Test
  void bytesThatAreNoTextComeBackToTheLast() {
    byte[] datagram = {0, 9, (byte) 0xff, (byte) 0xfe, 'a', (byte) 0xc3};
    JsonObject line = line(datagram);
    assertEquals("base64", line.getJsonObject("rejected").getString("encoding"));
    assertArrayEquals(
        datagram, Base64.getDecoder().decode(line.getJsonObject("event").getString("original")));
  }

  private static JsonObject line(byte[] payload) {
    RawRecord record = RawRecord.live("s", "t", 1, "", payload);
    return new JsonObject(Buffer.buffer(RejectedLine.of(record, Reason.MALFORMED, "vì sao")));
  }
}
