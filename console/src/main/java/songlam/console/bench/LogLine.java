package songlam.console.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A line of the platform's own log. */
record LogLine(String level, String logger, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line that is not JSON counts as an error. */
  static LogLine of(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return new LogLine(
          node.path("log.level").asText(),
          node.path("log.logger").asText(),
          node.path("message").asText());
    } catch (JsonProcessingException e) {
      return new LogLine("ERROR", "", line);
    }
  }

  boolean isGrave() {
    return level.equals("WARN") || level.equals("ERROR");
  }

  @Override
  public String toString() {
    String name = logger.substring(logger.lastIndexOf('.') + 1);
    return level + " " + name + ": " + message;
  }
}
