package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

class RocksJournalTest {
  @TempDir Path folder;

  @Test
  void everyKindOfEntryComesBackAsItWas() {
    RawRecord record =
        new RawRecord("s", "syslog", "nhập", 7, "192.0.2.1", "id-1", "d", new byte[] {0, -1, 10});
    List<Entry> entries =
        List.of(
            new Entry.Received(record),
            new Entry.Refused(record, Reason.OVERSIZED, "dài quá"),
            new Entry.Dropped("s", Reason.QUEUE_FULL, 12, 8),
            new Entry.Tick(9),
            new Entry.Activated("press", "1a2b", 10),
            new Entry.Switched(Set.of("security/beaconing", "7f6e"), "quản trị", 11),
            new Entry.Switched(Set.of(), "admin", 12),
            new Entry.Detecting("7f3a", 13),
            new Entry.Correlating(Map.of("press", "1a2b", "báo chí", "3c4d"), 14),
            new Entry.Joined("security", "đoán mật khẩu n1-0-0-0 7", new byte[] {0, -1, 10}, 15),
            Entry.Joined.end("security", "đoán mật khẩu n1-0-0-0 7", 16));
    for (Entry entry : entries) {
      Entry back = EntryCodec.decode(EntryCodec.encode(entry));
      switch (entry) {
        case Entry.Received(RawRecord one) -> same(one, ((Entry.Received) back).record());
        case Entry.Refused(RawRecord one, _, _) -> {
          same(one, ((Entry.Refused) back).record());
          assertEquals("dài quá", ((Entry.Refused) back).detail());
        }
        case Entry.Joined(String pack, String look, byte[] found, long at) -> {
          Entry.Joined read = (Entry.Joined) back;
          assertEquals(List.of(pack, look, at), List.of(read.pack(), read.look(), read.at()));
          assertArrayEquals(found, read.found());
        }
        case Entry.Dropped _,
            Entry.Tick _,
            Entry.Activated _,
            Entry.Correlating _,
            Entry.Switched _,
            Entry.Detecting _ ->
            assertEquals(entry, back);
      }
    }
  }

  @Test
  void offsetsAndCountersGoOnAfterReopening() {
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = journal(files, JournalSettings.DEFAULTS)) {
      journal.append(records(3)).join();
    }
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = journal(files, JournalSettings.DEFAULTS)) {
      journal.append(records(2)).join();
      journal.append(List.of(new Entry.Dropped("s", Reason.QUEUE_FULL, 5, 1))).join();
      assertEquals(new Journal.Tail(6, Map.of("s", 10L), Map.of("s", 9L)), journal.tail(1));
      List<Long> offsets = journal.read(1, 3).stream().map(Journal.Numbered::offset).toList();
      assertEquals(List.of(1L, 2L, 3L), offsets);
      assertEquals(List.of(), journal.read(6, 10));
    }
  }

  @Test
  void largeEntriesAreReadAFewAtATime() {
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = journal(files, JournalSettings.DEFAULTS)) {
      List<Entry> large = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        large.add(new Entry.Received(RawRecord.live("s", "t", i, "", new byte[1 << 20])));
      }
      journal.append(large).join();
      assertEquals(4, journal.read(0, 1_000).size());
      assertEquals(1, journal.read(8, 1_000).size());
    }
  }

  @Test
  void wholeSegmentsAreGivenUpButNothingThatIsNeeded() {
    JournalSettings small =
        new JournalSettings(JournalSettings.Durability.PROCESS, 1L << 30, Duration.ZERO, 1_000);
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = journal(files, small)) {
      for (int i = 0; i < 20; i++) {
        journal.append(records(10)).join();
      }
      journal.release(50);
      assertTrue(journal.begin() > 0 && journal.begin() <= 50, "begin: " + journal.begin());
      long begin = journal.begin();
      assertThrows(IllegalArgumentException.class, () -> journal.read(begin - 1, 1));
      assertEquals(begin, journal.read(begin, 1).getFirst().offset());
      assertEquals(journal.suffixAt(begin), journal.suffixAt(begin));
    }
  }

  @Test
  void theDiskBudgetRefusesInsteadOfForgetting() {
    JournalSettings tiny =
        new JournalSettings(
            JournalSettings.Durability.PROCESS, 1L << 20, Duration.ofDays(1), 1_000);
    try (RocksFiles files = RocksFiles.open(folder);
        RocksJournal journal = journal(files, tiny)) {
      CompletionException refusal =
          assertThrows(
              CompletionException.class,
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  journal.append(records(20)).join();
                }
              });
      assertInstanceOf(JournalFullException.class, refusal.getCause());
      assertEquals(journal.end(), journal.tail(0).received().get("s"));
    }
  }

  @Test
  void whatIsAcknowledgedIsOnTheDiskWhenTheMachineMayDie() {
    assertEquals(3, syncs(JournalSettings.Durability.MACHINE), "one for each that waited");
    assertEquals(0, syncs(JournalSettings.Durability.PROCESS));
  }

  /**
   * How often the log reached the disk, by RocksDB's own count, over three acknowledged appends.
   */
  private long syncs(JournalSettings.Durability durability) {
    JournalSettings settings =
        new JournalSettings(durability, 1L << 30, Duration.ofDays(1), 256L << 20);
    try (Statistics statistics = new Statistics();
        RocksFiles files =
            RocksFiles.open(
                folder.resolve(durability.name()), RocksFiles.options().setStatistics(statistics));
        RocksJournal journal = journal(files, settings)) {
      long before = statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
      for (int i = 1; i <= 3; i++) {
        journal.append(records(1)).join();
        if (durability == JournalSettings.Durability.MACHINE) {
          assertEquals(i, statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) - before);
        }
      }
      return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) - before;
    }
  }

  @Test
  void aSecondProcessIsTurnedAway() {
    try (RocksFiles files = RocksFiles.open(folder)) {
      assertTrue(
          assertThrows(UncheckedIOException.class, () -> RocksFiles.open(folder))
              .getMessage()
              .contains("no other process"));
      assertTrue(files.db().isOwningHandle());
    }
  }

  private static RocksJournal journal(RocksFiles files, JournalSettings settings) {
    return new RocksJournal(files, settings, Clock.systemUTC());
  }

  private static List<Entry> records(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new Entry.Received(RawRecord.live("s", "t", 1, "", ("line " + i).getBytes(UTF_8))));
    }
    return entries;
  }

  private static void same(RawRecord expected, RawRecord actual) {
    assertArrayEquals(expected.payload(), actual.payload());
    assertEquals(
        List.of(expected.source(), expected.session(), expected.peer(), expected.dataset()),
        List.of(actual.source(), actual.session(), actual.peer(), actual.dataset()));
    assertEquals(expected.clientId(), actual.clientId());
    assertEquals(expected.receivedAt(), actual.receivedAt());
  }
}
