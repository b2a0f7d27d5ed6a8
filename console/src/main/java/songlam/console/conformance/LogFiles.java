package songlam.console.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;

/** Files of logs of any type, read to finished events as the platform would. */
final class LogFiles {
  private final EcsNormaliser normaliser =
      new EcsNormaliser(
          Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
  private final FileInput input =
      new FileInput(new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC());
  private final List<Event> events = new ArrayList<>();
  private long rejected;

  /** Reads all files below a folder whose names end so, of a type or told from their bytes. */
  static LogFiles below(String type, Path folder, Set<String> endings) throws IOException {
    LogFiles logs = new LogFiles();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> ends(path, endings)).sorted().toList()) {
        logs.input.read(type, file, logs::take);
      }
    }
    logs.input.finish(logs::take);
    return logs;
  }

  /** Reads one file of a type of {@code SourceTypes}. */
  static LogFiles of(String type, Path file) throws IOException {
    LogFiles logs = new LogFiles();
    logs.input.read(type, file, logs::take);
    logs.input.finish(logs::take);
    return logs;
  }

  List<Event> events() {
    return events;
  }

  long rejected() {
    return rejected;
  }

  private static boolean ends(Path file, Set<String> endings) {
    return endings.stream().anyMatch(file.toString()::endsWith);
  }

  private void take(FileInput.Item item) {
    switch (item.result()) {
      case ParseResult.Rejected _ -> rejected++;
      case ParseResult.Parsed(var builders, _) -> {
        for (int i = 0; i < builders.size(); i++) {
          EventId id = new EventId("file", 0, item.number(), i);
          try {
            events.add(normaliser.normalise(builders.get(i), item.record(), id));
          } catch (IllegalArgumentException e) {
            rejected++;
          }
        }
      }
    }
  }
}
