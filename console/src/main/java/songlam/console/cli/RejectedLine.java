package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * A record no parser could read, as {@code parse} prints it: {@code {"rejected": {reason, detail},
 * "event": {"original": …}}}. Nothing of the record is lost: bytes that are no UTF-8 stand there as
 * Base64 (RFC 4648), and {@code rejected.encoding} is {@code base64} then.
 */
final class RejectedLine {
  private static final JsonFactory JSON = new JsonFactory();

  private RejectedLine() {}

  /** One JSON object in UTF-8, without an end of line. */
  static byte[] of(RawRecord record, Reason reason, String detail) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("rejected");
      json.writeStringField("reason", reason.label());
      json.writeStringField("detail", detail);
      String original;
      try {
        original = UTF_8.newDecoder().decode(ByteBuffer.wrap(record.payload())).toString();
      } catch (CharacterCodingException binary) {
        json.writeStringField("encoding", "base64");
        original = Base64.getEncoder().encodeToString(record.payload());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("event");
      json.writeStringField("original", original);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
