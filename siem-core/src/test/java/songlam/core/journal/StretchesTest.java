package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** What the journal says stands behind an offset is what reading it all finds. */
class StretchesTest {
  private static final JournalSettings SMALL_SEGMENTS =
      new JournalSettings(JournalSettings.Durability.PROCESS, 1L << 30, Duration.ZERO, 200_000);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatFollowsAnOffsetIsCountedAsReadingItAllWould(long seed) {
    Random random = new Random(seed);
    for (int life = 0; life < 4; life++) {
      try (RocksFiles files = RocksFiles.open(folder);
          RocksJournal journal = new RocksJournal(files, SMALL_SEGMENTS, Clock.systemUTC())) {
        compare(journal, random);
        for (int i = 0; i < 12; i++) {
          journal.append(entries(random)).join();
          if (random.nextInt(4) == 0) {
            journal.release(random.nextLong(journal.begin(), journal.end()));
          }
          compare(journal, random);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Stretches.ENTRIES - 1, Stretches.ENTRIES, 3 * Stretches.ENTRIES})
  void theEdgesOfAStretchAreCountedOnce(int entries) {
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = new RocksJournal(files, SMALL_SEGMENTS, Clock.systemUTC())) {
      for (int at = 0; at < entries; at++) {
        journal.append(List.of(received("s")));
      }
      journal.append(List.of(new Entry.Tick(1))).join();
      for (long from : new long[] {0, 1, entries / 2, entries - 1L, entries, entries + 1L}) {
        if (from >= 0) {
          assertEquals(
              Math.max(0, entries - from),
              journal.tail(from).since().getOrDefault("s", 0L),
              "from " + from);
        }
      }
    }
  }

  private static void compare(RocksJournal journal, Random random) {
    long begin = journal.begin();
    long end = journal.end();
    for (int i = 0; i < 6; i++) {
      long from = i == 0 ? begin : i == 1 ? end : random.nextLong(begin, end + 1);
      Journal.Tail tail = journal.tail(from);
      assertEquals(end, tail.end());
      assertEquals(readAll(journal, from), new TreeMap<>(tail.since()), "seen from " + from);
    }
    assertTrue(end >= begin);
  }

  private static Map<String, Long> readAll(RocksJournal journal, long from) {
    Map<String, Long> counts = new TreeMap<>();
    for (Journal.Numbered numbered : journal.read(from, Integer.MAX_VALUE)) {
      switch (numbered.entry()) {
        case Entry.Received(var record) -> counts.merge(record.source(), 1L, Long::sum);
        case Entry.Refused(var record, _, _) -> counts.merge(record.source(), 1L, Long::sum);
        case Entry.Dropped(String source, _, long count, _) ->
            counts.merge(source, count, Long::sum);
        case Entry.Tick _,
            Entry.Activated _,
            Entry.Correlating _,
            Entry.Joined _,
            Entry.Switched _,
            Entry.Detecting _ -> {}
      }
    }
    return counts;
  }

  private static List<Entry> entries(Random random) {
    List<Entry> entries = new ArrayList<>();
    int count = random.nextInt(1, 4_000);
    for (int i = 0; i < count; i++) {
      String source = "source-" + random.nextInt(3);
      entries.add(
          switch (random.nextInt(11)) {
            case 0 -> new Entry.Tick(i);
            case 1 -> new Entry.Dropped(source, Reason.QUEUE_FULL, random.nextInt(1, 50), i);
            case 3 -> Entry.Joined.end("security", "guessing n1-0-0-0 7", i);
            case 2 -> new Entry.Refused(received(source).record(), Reason.OVERSIZED, "dài quá");
            default -> received(source);
          });
    }
    return entries;
  }

  private static Entry.Received received(String source) {
    return new Entry.Received(RawRecord.live(source, "t", 1, "", "line".getBytes(UTF_8)));
  }
}
