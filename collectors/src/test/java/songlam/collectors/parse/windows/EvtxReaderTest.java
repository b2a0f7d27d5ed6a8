package songlam.collectors.parse.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import songlam.testing.Peers;

/** Event log files against what others read in them, and against bytes of no sense. */
class EvtxReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a file holds. */
  private record Read(List<byte[]> events, List<String> rejected) {}

  @Test
  void everyFileOfTheCorporaIsReadWhole() throws IOException {
    List<String> problems = new ArrayList<>();
    int events = 0;
    for (String corpus : List.of("sigma-regression", "evtx-mitre-attack", "evtx-parser-golden")) {
      for (Path file : files(Peers.corpus(corpus))) {
        Read read = read(Files.readAllBytes(file));
        events += read.events().size();
        read.rejected().forEach(detail -> problems.add(file.getFileName() + ": " + detail));
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(events > 1_200, "events: " + events);
  }

  @Test
  void aRecordSaysWhatItsTwinInJsonSays() throws IOException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Path file : files(Peers.corpus("sigma-regression"))) {
      Map<String, JsonNode> twins = twins(file.getParent());
      for (byte[] bytes : read(Files.readAllBytes(file)).events()) {
        JsonNode mine = JSON.readTree(bytes);
        JsonNode twin = twins.get(mine.at("/Event/System/EventRecordID").asText());
        if (twin != null && !facts(twin).equals(facts(mine))) {
          Map<String, String> missing = facts(twin);
          missing.entrySet().removeAll(facts(mine).entrySet());
          differences.add(file.getFileName() + " " + missing);
        }
        compared += twin == null ? 0 : 1;
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(compared > 90, "compared: " + compared);
  }

  @Test
  void aTornFileGivesWhatIsWholeAndEndsQuickly() throws IOException {
    Path file = files(Peers.corpus("sigma-regression")).getFirst();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] torn = whole.clone();
      for (int i = 0; i < 1 + round % 40; i++) {
        torn[4_096 + random.nextInt(12_000)] = (byte) random.nextInt(256);
      }
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(torn));
    }
    byte[] cut = Arrays.copyOf(whole, 4_096 + 3_000);
    Read read = read(cut);
    assertTrue(read.rejected().size() == 1, () -> "rejected: " + read.rejected());
  }

  @Test
  void aFileThatIsNoneSaysSo() throws IOException {
    assertEquals(
        List.of("event log: its first bytes are others (expected: ElfFile)"),
        read("no event log".getBytes(StandardCharsets.UTF_8)).rejected());
  }

  @FuzzTest
  void whateverBytesComeItAnswers(byte[] input) throws IOException {
    byte[] file = new byte[4_096 + 512 + input.length];
    byte[] head = "ElfFile\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk = "ElfChnk\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, file, 0, 8);
    System.arraycopy(chunk, 0, file, 4_096, 8);
    System.arraycopy(input, 0, file, 4_096 + 512, input.length);
    Read read = read(file);
    for (byte[] event : read.events()) {
      JSON.readTree(event);
    }
  }

  private static Read read(byte[] file) throws IOException {
    List<byte[]> events = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(file)) {
      EvtxReader.read(
          in,
          new EvtxReader.Sink() {
            @Override
            public void event(byte[] json) {
              events.add(json);
            }

            @Override
            public void rejected(String detail) {
              rejected.add(detail);
            }
          });
    }
    return new Read(events, rejected);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".evtx")).sorted().toList();
    }
  }

  /** The documents of the folder by record id. */
  private static Map<String, JsonNode> twins(Path folder) throws IOException {
    Map<String, JsonNode> twins = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        try (MappingIterator<JsonNode> documents =
            JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
          while (documents.hasNext()) {
            JsonNode next = documents.next();
            if (next.isArray()) {
              next.forEach(one -> twins.put(one.at("/Event/System/EventRecordID").asText(), one));
            } else {
              twins.put(next.at("/Event/System/EventRecordID").asText(), next);
            }
          }
        }
      }
    }
    return twins;
  }

  /**
   * Texts by path; how a GUID, a number the last digits of a time or blanks at the end are written
   * is no matter.
   */
  private static Map<String, String> facts(JsonNode node) {
    Map<String, String> facts = new TreeMap<>();
    collect("", node, facts);
    return facts;
  }

  private static void collect(String path, JsonNode node, Map<String, String> facts) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(path + "/" + e.getKey(), e.getValue(), facts));
    } else {
      String text =
          node.asText()
              .strip()
              .replaceAll("[{}]", "")
              .replaceAll("(\\.\\d{3,6}?)\\d*Z$", "$1Z")
              .toUpperCase(Locale.ROOT);
      if (node.isArray()) {
        text = node.toString().toUpperCase(Locale.ROOT);
      }
      if (!text.isEmpty() && !text.equals("NULL")) {
        facts.put(path, text);
      }
    }
  }
}
