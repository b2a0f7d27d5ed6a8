package songlam.collectors.parse.frigate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.TrafficCount;
import songlam.core.event.observation.TrafficTrack;
import songlam.core.event.observation.Where;

/**
 * Frigate's MQTT messages (its documentation, "MQTT"): {@code frigate/events}, {@code
 * frigate/<camera>/status/<role>}, {@code frigate/<camera>/<object>} with a count, {@code
 * frigate/available}. Topics it has no use for give no event. The camera's place comes from the
 * registry later on.
 */
public final class FrigateParser implements Parser {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(40).build())
                  .build())
          .build();
  private static final ParseResult NOTHING = new Parsed(List.of());

  @Override
  public ParseResult parse(RawRecord record) {
    byte[] payload = record.payload();
    int line = indexOfLineFeed(payload);
    if (line < 0) {
      return new Rejected(
          Reason.MALFORMED, "payload: no line feed (expected: topic, line feed, message)");
    }
    String[] topic = new String(payload, 0, line, UTF_8).split("/");
    String message = new String(payload, line + 1, payload.length - line - 1, UTF_8);
    try {
      return read(topic, message, record.receivedAt());
    } catch (IOException | NumberFormatException e) {
      return new Rejected(
          Reason.MALFORMED,
          String.join("/", topic) + ": " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static ParseResult read(String[] topic, String message, long receivedAt)
      throws IOException {
    if (topic.length == 2 && topic[1].equals("events")) {
      return track(JSON.readTree(message), receivedAt);
    }
    if (topic.length == 2 && topic[1].equals("available")) {
      return Parsed.one(
          new CameraStatus(receivedAt, "frigate", "", message.strip(), Where.UNKNOWN).toEvent());
    }
    if (topic.length == 4 && topic[2].equals("status") && topic[3].equals("detect")) {
      return Parsed.one(
          new CameraStatus(receivedAt, topic[1], "", message.strip(), Where.UNKNOWN).toEvent());
    }
    if (topic.length == 3 && isCount(message)) {
      return Parsed.one(
          new TrafficCount(
                  receivedAt,
                  topic[1],
                  "",
                  topic[2],
                  Long.parseLong(message.strip()),
                  Where.UNKNOWN)
              .toEvent());
    }
    return NOTHING;
  }

  private static ParseResult track(JsonNode message, long receivedAt) {
    JsonNode after = message.path("after");
    if (!after.path("id").isTextual() || !after.path("camera").isTextual()) {
      return new Rejected(
          Reason.MALFORMED,
          "frigate/events: after: " + firstLine(after.toString()) + " (expected: id and camera)");
    }
    double at = after.path("end_time").asDouble(after.path("frame_time").asDouble(0));
    JsonNode speed = firstOf(after, "/average_estimated_speed", "/data/average_estimated_speed");
    List<String> zones = new ArrayList<>();
    firstOf(after, "/entered_zones", "/zones").forEach(zone -> zones.add(zone.asText()));
    return Parsed.one(
        new TrafficTrack(
                at > 0 ? (long) (at * 1000) : receivedAt,
                after.path("camera").asText(),
                "",
                after.path("id").asText(),
                message.path("type").asText("update"),
                after.path("label").asText(""),
                zones,
                after.path("stationary").asBoolean(),
                speed.isNumber() ? speed.asDouble() : null,
                firstOf(after, "/recognized_license_plate", "/data/recognized_license_plate")
                    .asText(""),
                Where.UNKNOWN)
            .toEvent());
  }

  /**
   * What the message has under its own name, else what Frigate's HTTP API ({@code /api/events})
   * calls it: bridges publish what they fetched there.
   */
  private static JsonNode firstOf(JsonNode object, String messages, String apis) {
    JsonNode own = object.at(messages);
    return own.isMissingNode() || own.isNull() ? object.at(apis) : own;
  }

  private static boolean isCount(String message) {
    String text = message.strip();
    return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(Character::isDigit);
  }

  private static int indexOfLineFeed(byte[] payload) {
    for (int i = 0; i < payload.length; i++) {
      if (payload[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
