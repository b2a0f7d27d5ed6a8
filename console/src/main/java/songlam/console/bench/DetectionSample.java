package songlam.console.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;

/**
 * Finished events of the public corpora: what whole Windows and Linux hosts and cloud accounts
 * wrote while they were attacked, most of it ordinary, and the log lines of many products. All
 * through the live path's own parsers and normaliser.
 */
public final class DetectionSample {
  private static final int BOUND = 400 << 20;
  private static final long AT = 1_795_489_200_000L;

  private final FileInput input =
      new FileInput(
          new SourceTypes(new InMemorySystemStore(), ZoneId.of("Asia/Ho_Chi_Minh")),
          Clock.systemUTC());
  private final EcsNormaliser normaliser =
      new EcsNormaliser(
          Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
  private final List<Event> hosts = new ArrayList<>();
  private final List<Event> lines = new ArrayList<>();
  private long rejected;

  /** Reads them. */
  public static DetectionSample read() throws IOException {
    DetectionSample sample = new DetectionSample();
    sample.recordings(Corpora.required("otrf-security-datasets"));
    StringBuilder text = new StringBuilder();
    for (SyslogCorpus.Line line : SyslogCorpus.read().draw(60_000, 1)) {
      text.append(SyslogBlock.text(line, SyslogBlock.Dialect.OLD, AT)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(ISO_8859_1);
    sample.read("syslog", "lines", new ByteArrayInputStream(bytes), sample.lines);
    return sample;
  }

  /** What the hosts wrote, shuffled. */
  List<Event> hosts(int count) {
    return drawn(hosts, count);
  }

  /** One event of a host for two log lines, shuffled. */
  public List<Event> mixed(int count) {
    List<Event> mixed = new ArrayList<>(drawn(hosts, count / 3));
    mixed.addAll(drawn(lines, count - mixed.size()));
    Collections.shuffle(mixed, new Random(3));
    return mixed;
  }

  /** Where the events come from, for the sheet. */
  String describe() {
    return "events: %,d recorded on hosts and in clouds, %,d log lines, %,d records rejected"
        .formatted(hosts.size(), lines.size(), rejected);
  }

  private static List<Event> drawn(List<Event> from, int count) {
    Random random = new Random(7);
    List<Event> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drawn.add(from.get(random.nextInt(from.size())));
    }
    return drawn;
  }

  private void recordings(Path root) throws IOException {
    List<Path> archives;
    try (Stream<Path> files = Files.walk(root)) {
      archives = files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
    for (Path archive : archives) {
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(".json")) {
            byte[] bytes = zip.readNBytes(BOUND);
            read("json", entry.getName(), new ByteArrayInputStream(bytes), hosts);
          }
        }
      }
    }
  }

  private void read(String type, String name, InputStream in, List<Event> to) throws IOException {
    input.read(type, name, in, item -> take(item, to));
  }

  private void take(FileInput.Item item, List<Event> to) {
    if (item.result() instanceof ParseResult.Parsed(var events, _)) {
      for (int index = 0; index < events.size(); index++) {
        finish(item.record(), new EventId("bench", 0, item.number(), index), events.get(index), to);
      }
    } else {
      rejected++;
    }
  }

  private void finish(RawRecord record, EventId id, EventBuilder event, List<Event> to) {
    try {
      to.add(normaliser.normalise(event, record, id));
    } catch (IllegalArgumentException e) {
      rejected++;
    }
  }
}
