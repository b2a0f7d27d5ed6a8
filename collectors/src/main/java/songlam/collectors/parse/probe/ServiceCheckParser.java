package songlam.collectors.parse.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.observation.ServiceCheck;

/** What the probe listener journals, as an observation. */
public final class ServiceCheckParser implements Parser {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public ParseResult parse(RawRecord record) {
    JsonNode found;
    try {
      found = JSON.readTree(record.payload());
    } catch (IOException e) {
      return new Rejected(Reason.MALFORMED, "probe: not JSON (expected: one object)");
    }
    if (!found.path("service").isTextual() || !found.path("up").isBoolean()) {
      return new Rejected(Reason.MALFORMED, "probe: (expected: service and up)");
    }
    JsonNode expires = found.path("certificateExpires");
    return Parsed.one(
        new ServiceCheck(
                record.receivedAt(),
                found.path("service").asText(),
                found.path("kind").asText("http"),
                found.path("host").asText(""),
                found.path("asset").asText(""),
                found.path("up").asBoolean(),
                found.path("durationMillis").asLong(),
                found.path("status").asLong(),
                expires.isNumber() ? expires.asLong() : null,
                found.path("error").asText(""))
            .toEvent());
  }
}
