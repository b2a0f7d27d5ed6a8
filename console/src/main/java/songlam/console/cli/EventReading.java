package songlam.console.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
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
  }

  /**
   * Reads all of them.
   *
   * @param files paths, or {@code -} for standard input
   * @throws UserFacingException when a file cannot be read or the type is unknown
   */
  void read(List<String> files, Reader reader) {
    FileInput input =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneId.systemDefault()), Clock.systemUTC());
    EcsNormaliser normaliser = normaliser();
    try {
      for (String file : files) {
        if (file.equals("-")) {
          input.read(type, "-", System.in, item -> take(item, normaliser, reader));
        } else {
          input.read(type, Path.of(file), item -> take(item, normaliser, reader));
        }
      }
      input.finish(item -> take(item, normaliser, reader));
    } catch (NoSuchFileException e) {
      throw new UserFacingException(NEEDED, e.getMessage() + ": no such file");
    } catch (IOException e) {
      throw new UserFacingException(NEEDED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new UserFacingException(CONFIGURATION, String.valueOf(e.getMessage()));
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
