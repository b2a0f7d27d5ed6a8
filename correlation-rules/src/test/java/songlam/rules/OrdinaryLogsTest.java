package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.testing.Peers;

/** Ordinary logs stay silent: neither the public corpus nor our own rules cry wolf over them. */
class OrdinaryLogsTest {
  private static final EcsNormaliser NORMALISER =
      new EcsNormaliser(
          Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
  private static final Set<String> ENDINGS = Set.of(".log", ".json", ".jsonl", ".pcap");

  @ParameterizedTest
  @CsvSource({
    "filebeat-module-golden, 10000",
    "packetbeat-golden, 200",
    "auditbeat-auditd, 50",
  })
  void noFindingIsOfLevelHigh(String corpus, int fewest) throws IOException {
    Detector detector =
        SigmaRules.shipped().with(SigmaRules.load(List.of(Peers.corpus("sigma-rules")))).detector();
    Set<String> high = new TreeSet<>();
    List<Event> events = events(Peers.corpus(corpus));
    for (Event event : events) {
      for (RuleRef rule : detector.detect(event)) {
        if (rule.level().compareTo(Severity.HIGH) >= 0) {
          high.add(rule.id() + " " + rule.name());
        }
      }
    }
    assertEquals(Set.of(), high);
    assertTrue(events.size() >= fewest, () -> "events: " + events.size());
  }

  static List<Event> events(Path folder) throws IOException {
    FileInput input =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC());
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(OrdinaryLogsTest::isLog).sorted().toList()) {
        input.read(FileInput.AUTO, file, item -> finish(item, events));
      }
    }
    input.finish(item -> finish(item, events));
    return events;
  }

  private static boolean isLog(Path file) {
    return ENDINGS.stream().anyMatch(file.toString()::endsWith);
  }

  private static void finish(FileInput.Item item, List<Event> events) {
    if (item.result() instanceof ParseResult.Parsed(var builders, _)) {
      for (int i = 0; i < builders.size(); i++) {
        EventId id = new EventId("test", 0, item.number(), i);
        events.add(NORMALISER.normalise(builders.get(i), item.record(), id));
      }
    }
  }
}
