package songlam.console.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.config.ConfigException;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;

/** The way from the bytes of files to finished events; the live path's own. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the verb runs
final class EventReading {
  /** Exit code when all was done but for files that could not be read. */
  static final int SOME_UNREAD = 3;

  private static final int CONFIGURATION = 2;
  private static final int NEEDED = 69;

  @Option(
      names = "--type",
      defaultValue = FileInput.AUTO,
      description =
          "source type, as songlam sources lists them; default: told from the first bytes")
  private String type;

  @Option(names = "--zones", paramLabel = "FILE", description = "zones.yml, to name networks")
  private @Nullable Path zones;

  @Option(names = "--assets", paramLabel = "FILE", description = "assets.yml, to name machines")
  private @Nullable Path assets;

  /** What hears of each record's outcome, in order. */
  interface Reader {
    /**
     * @param number of the record, from 0 over all files
     */
    void event(long number, Event event);

    void rejected(long number, RawRecord record, Reason reason, String detail);

    /** A file that could not be read, or not to its end. */
    void unread(String file, String why);
  }

  /**
   * Reads all of them, folders at any depth in the order of names. A file that cannot be read, or
   * whose type cannot be told, is told of and the others go on.
   *
   * @param places paths of files and folders, or {@code -} for standard input
   * @throws UserFacingException when a path is not there or the type is unknown, before any is read
   */
  void read(List<String> places, Reader reader) {
    SourceTypes types = new SourceTypes(new InMemorySystemStore(), ZoneId.systemDefault());
    check(places, types);
    FileInput input = new FileInput(types, Clock.systemUTC());
    EcsNormaliser normaliser = normaliser();
    Consumer<FileInput.Item> out = item -> take(item, normaliser, reader);
    for (String place : places) {
      if (place.equals("-")) {
        tried("-", reader, () -> input.read(type, "-", System.in, out));
        continue;
      }
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        tried(
            place,
            reader,
            () -> {
              for (Path file : FileWalk.of(path, reader::unread)) {
                tried(file.toString(), reader, () -> input.read(type, file, out));
              }
            });
      } else {
        tried(place, reader, () -> input.read(type, path, out));
      }
    }
    input.finish(out);
  }

  private void check(List<String> places, SourceTypes types) {
    if (!type.equals(FileInput.AUTO) && !types.has(type)) {
      throw new UserFacingException(
          CONFIGURATION,
          "type: " + type + " (expected: " + FileInput.AUTO + " or one of " + types.names() + ")");
    }
    for (String place : places) {
      if (!place.equals("-") && !Files.exists(Path.of(place))) {
        throw new UserFacingException(NEEDED, place + ": no such file");
      }
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void tried(String file, Reader reader, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      reader.unread(file, FileWalk.why(file, e));
    }
  }

  private static void take(FileInput.Item item, EcsNormaliser normaliser, Reader reader) {
    switch (item.result()) {
      case ParseResult.Rejected(Reason reason, String detail) ->
          reader.rejected(item.number(), item.record(), reason, detail);
      case ParseResult.Parsed(List<EventBuilder> events, List<ParseResult.Loss> losses) -> {
        for (int index = 0; index < events.size(); index++) {
          finish(item, index, events.get(index), normaliser, reader);
        }
        for (ParseResult.Loss loss : losses) {
          // What the exporter never sent is no record of this file.
          if (loss.reason() != Reason.SEQUENCE_GAP) {
            reader.rejected(item.number(), item.record(), loss.reason(), loss.detail());
          }
        }
      }
    }
  }

  private static void finish(
      FileInput.Item item,
      int index,
      EventBuilder builder,
      EcsNormaliser normaliser,
      Reader reader) {
    try {
      EventId id = new EventId("file", 0, item.number(), index);
      reader.event(item.number(), normaliser.normalise(builder, item.record(), id));
    } catch (IllegalArgumentException e) {
      reader.rejected(
          item.number(), item.record(), Reason.TYPE_MISMATCH, String.valueOf(e.getMessage()));
    }
  }

  private EcsNormaliser normaliser() {
    try {
      return new EcsNormaliser(
          Terrain.read(zones, assets),
          EcsNormaliser.ClockSettings.DEFAULT,
          (_, _, _, _) -> {},
          Set.of());
    } catch (ConfigException e) {
      throw new UserFacingException(CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }
}
