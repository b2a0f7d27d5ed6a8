package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.collectors.parse.json.JsonParser;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.testing.Peers;

/** Each recorded Windows event of the public corpus makes the rule it was recorded for fire. */
class RegressionCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRecordedEventFiresItsRule() throws IOException {
    Path corpus = Peers.corpus("sigma-regression");
    Detector detector = SigmaRules.load(List.of(Peers.corpus("sigma-rules"))).detector();
    List<String> silent = new ArrayList<>();
    JsonNode cases = JSON.readTree(Files.readAllBytes(corpus.resolve("cases.json")));
    for (JsonNode one : cases) {
      String rule = one.get("rule").asText();
      Path folder = corpus.resolve(one.get("case").asText());
      boolean fired =
          events(folder).stream()
              .anyMatch(
                  event -> detector.detect(event).stream().anyMatch(r -> r.id().equals(rule)));
      if (!fired) {
        silent.add(folder.getFileName() + " " + rule);
      }
    }
    System.out.println(cases.size() - silent.size() + " of " + cases.size() + " fire");
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

  private static Event parsed(JsonNode document) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(document);
    RawRecord record = RawRecord.live("test", "json", 1_795_489_200_000L, "127.0.0.1", bytes);
    return switch (new JsonParser().parse(record)) {
      case ParseResult.Parsed parsed ->
          parsed.events().getFirst().build(new EventId("test", 0, 0, 0));
      case ParseResult.Rejected rejected -> throw new IOException(rejected.toString());
    };
  }
}
