package songlam.collectors.parse.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import songlam.collectors.frame.JsonFramer;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.RawRecord;
import songlam.testing.Peers;

/** Recordings of Windows events: every one parses, and every field of it is found again. */
class JsonCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_A_FILE = 300;

  private final JsonParser parser = new JsonParser();
  private final List<String> missing = new ArrayList<>();
  private long events;
  private long fields;

  @Test
  void nothingOfSigmasRegressionEventsIsDropped() throws IOException {
    try (Stream<Path> files = Files.walk(Peers.corpus("sigma-regression"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        if (!file.getFileName().toString().equals("cases.json")) {
          read(Files.readAllBytes(file), Integer.MAX_VALUE);
        }
      }
    }
    report("sigma-regression", 90);
  }

  @Test
  void nothingOfTheRecordedAttacksIsDropped() throws IOException {
    try (Stream<Path> files = Files.walk(Peers.corpus("otrf-security-datasets"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".zip")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file);
            ZipInputStream zip = new ZipInputStream(in)) {
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".json") && !entry.getName().startsWith("__MACOSX")) {
              read(zip.readNBytes(3 << 20), MOST_OF_A_FILE);
            }
          }
        }
      }
    }
    report("otrf-security-datasets", 3_000);
  }

  private void report(String corpus, int least) {
    System.out.printf(
        "SHARE %s: %d events, %d of %d fields found again%n",
        corpus, events, fields - missing.size(), fields);
    assertTrue(events >= least, corpus + ": " + events + " events");
    assertEquals(List.of(), missing.stream().limit(20).toList());
  }

  /** Whole objects only: a file may be cut at our end. */
  private void read(byte[] bytes, int most) {
    List<byte[]> documents = new ArrayList<>();
    new JsonFramer(1 << 20).feed(bytes, frame -> documents.add(frame.payload()));
    documents.stream().limit(most).forEach(this::compare);
  }

  private void compare(byte[] document) {
    events++;
    RawRecord record = RawRecord.live("s", "json", 1_000, "", document);
    EventBuilder event = assertInstanceOf(Parsed.class, parser.parse(record)).events().getFirst();
    Set<String> values = new HashSet<>();
    event.vendor().values().forEach(value -> collect(value, values));
    for (EcsField field : EcsField.values()) {
      if (event.has(field)) {
        collect(event.get(field), values);
      }
    }
    try {
      leaves("", JSON.readTree(document), values, event.timestamp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Object value, Set<String> values) {
    if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, values));
    } else {
      values.add(String.valueOf(value));
    }
  }

  /** Names may change, for Windows events have three spellings; what was said may not. */
  private void leaves(String prefix, JsonNode node, Set<String> values, long timestamp) {
    for (var field : node.properties()) {
      String path = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        leaves(path + ".", value, values, timestamp);
      } else if (says(value)) {
        fields++;
        if (!isThere(value, values) && !isTime(value, values, timestamp)) {
          missing.add(path + ": " + value);
        }
      }
    }
  }

  /** Null, an empty text and an empty list are what a field that is absent is. */
  private static boolean says(JsonNode value) {
    return value.isArray()
        ? !value.isEmpty()
        : !value.isNull() && !(value.isTextual() && value.asText().isEmpty());
  }

  private static boolean isThere(JsonNode value, Set<String> values) {
    if (!value.isArray()) {
      return values.contains(value.asText());
    }
    for (JsonNode item : value) {
      if (!values.contains(item.isValueNode() ? item.asText() : item.toString())) {
        return false;
      }
    }
    return true;
  }

  /** Dates are kept as moments; a recording's time without a zone is UTC. */
  private static boolean isTime(JsonNode value, Set<String> values, long timestamp) {
    try {
      String text = value.asText().replace(' ', 'T');
      long millis = Instant.parse(text.endsWith("Z") ? text : text + "Z").toEpochMilli();
      return millis == timestamp || values.contains(Long.toString(millis));
    } catch (DateTimeParseException notOne) {
      return false;
    }
  }
}
