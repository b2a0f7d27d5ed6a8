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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import songlam.collectors.frame.JsonFramer;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.RawRecord;
import songlam.testing.Peers;

/** Recordings of Windows events: every one parses, and every field of it is found again. */
class JsonCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_A_FILE = 1_000;

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
    try {
      leaves("", JSON.readTree(document), event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leaves(String prefix, JsonNode node, EventBuilder event) {
    for (var field : node.properties()) {
      String path = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        leaves(path + ".", value, event);
      } else if (says(value)) {
        fields++;
        if (!isThere(path, value, event)) {
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

  private static boolean isThere(String path, JsonNode value, EventBuilder event) {
    if (path.equals("@timestamp") && event.hasTimestamp()) {
      return !value.isTextual() || millis(value) == event.timestamp();
    }
    EcsField field = EcsField.named(path);
    Object kept = field != null && event.has(field) ? event.get(field) : event.vendor().get(path);
    if (kept == null) {
      return false;
    }
    if (field != null && field.type() == EcsType.DATE && kept instanceof Long millis) {
      return millis(value) == millis;
    }
    if (kept instanceof List<?> list) {
      return list.size() == (value.isArray() ? value.size() : 1);
    }
    String expected = value.isArray() && value.size() == 1 ? value.get(0).asText() : value.asText();
    return kept.toString().equals(expected);
  }

  private static long millis(JsonNode value) {
    return Instant.parse(value.asText()).toEpochMilli();
  }
}
