package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.collectors.parse.json.JsonParser;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.testing.Peers;

/** Each recorded Windows event of the public corpus makes the rule it was recorded for fire. */
class RegressionCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EcsNormaliser NORMALISER =
      new EcsNormaliser(
          Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());

  @Test
  void everyRecordedEventFiresItsRule() throws IOException {
    assertAllFire("JSON", RegressionCorpusTest::events);
  }

  @Test
  void everyEventLogFiresItsRule() throws IOException {
    assertAllFire("evtx", RegressionCorpusTest::eventLogs);
  }

  /** Reads the events of a case's folder. */
  private interface Reader {
    List<Event> read(Path folder) throws IOException;
  }

  private static void assertAllFire(String kind, Reader reader) throws IOException {
    Path corpus = Peers.corpus("sigma-regression");
    Detector detector = SigmaRules.load(List.of(Peers.corpus("sigma-rules"))).detector();
    List<String> silent = new ArrayList<>();
    JsonNode cases = JSON.readTree(Files.readAllBytes(corpus.resolve("cases.json")));
    for (JsonNode one : cases) {
      String rule = one.get("rule").asText();
      Path folder = corpus.resolve(one.get("case").asText());
      boolean fired =
          reader.read(folder).stream()
              .anyMatch(
                  event -> detector.detect(event).stream().anyMatch(r -> r.id().equals(rule)));
      if (!fired) {
        silent.add(folder.getFileName() + " " + rule);
      }
    }
    System.out.println(cases.size() - silent.size() + " of " + cases.size() + " fire from " + kind);
    assertEquals(List.of(), silent);
  }

  static List<Event> events(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try (MappingIterator<JsonNode> documents =
            JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
          while (documents.hasNext()) {
            JsonNode next = documents.next();
            if (next.isArray()) {
              for (JsonNode item : next) {
                events.add(parsed(item));
              }
            } else {
              events.add(parsed(next));
            }
          }
        }
      }
    }
    return events;
  }

  static List<Event> eventLogs(Path folder) throws IOException {
    FileInput input =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC());
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".evtx")).sorted().toList()) {
        input.read(FileInput.AUTO, file, item -> events.addAll(built(item)));
      }
    }
    return events;
  }

  private static List<Event> built(FileInput.Item item) {
    return finished(item.record(), item.number(), item.result());
  }

  private static Event parsed(JsonNode document) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(document);
    RawRecord record = RawRecord.live("test", "json", 1_795_489_200_000L, "127.0.0.1", bytes);
    return finished(record, 0, new JsonParser().parse(record)).getFirst();
  }

  private static List<Event> finished(RawRecord record, long number, ParseResult result) {
    return switch (result) {
      case ParseResult.Parsed(var events, _) ->
          events.stream()
              .map(e -> NORMALISER.normalise(e, record, new EventId("test", 0, number, 0)))
              .toList();
      case ParseResult.Rejected rejected -> throw new IllegalStateException(rejected.toString());
    };
  }
}
