package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;

/** What is lost at a full disk or a full queue is counted all the same. */
class JournalIntakeTest {
  private static final RawRecord LINE = RawRecord.live("s", "t", 1, "", new byte[10_000]);

  private final SteppedClock clock = new SteppedClock();
  @TempDir Path folder;
  private RocksFiles files;
  private RocksJournal journal;
  private JournalIntake intake;

  @BeforeEach
  void open() {
    files = RocksFiles.open(folder);
    journal =
        new RocksJournal(
            files,
            new JournalSettings(
                JournalSettings.Durability.PROCESS, 1L << 20, Duration.ofMillis(1), 100_000),
            clock);
    intake = new JournalIntake(journal, clock);
  }

  @AfterEach
  void close() {
    journal.close();
    files.close();
  }

  @Test
  void anOversizedLineIsInQuarantineWhileThereIsRoom() {
    intake.rejected(LINE, Reason.OVERSIZED, "too long");
    settle();
    assertEquals(1, journal.read(0, 10).stream().filter(JournalIntakeTest::isRefused).count());
  }

  @Test
  void atTheDiskBudgetItIsCountedAsDroppedAndAFloodOfThemAddsAnEntryASecond() {
    fill();
    long full = journal.end();
    for (int i = 0; i < 500; i++) {
      intake.rejected(LINE, Reason.OVERSIZED, "too long");
    }
    settle();
    clock.now += 2_000;
    intake.rejected(LINE, Reason.OVERSIZED, "too long");
    settle();
    clock.now += 2_000;
    assertThrows(
        CompletionException.class, () -> intake.accept(List.of(LINE)).toCompletableFuture().join());
    settle();
    assertEquals(501, dropped(full).get(Reason.OVERSIZED));
    assertTrue(journal.end() - full <= 10, "entries: " + (journal.end() - full));
    assertEquals(full + 501, journal.tail(0).received().get("s"));
  }

  @Test
  void whatWaitsIsWrittenBeforeTheJournalCloses() {
    fill();
    long full = journal.end();
    clock.now += 2_000;
    intake.rejected(LINE, Reason.OVERSIZED, "too long");
    settle();
    intake.rejected(LINE, Reason.TOO_DEEP, "too deep");
    settle();
    intake.close();
    settle();
    assertEquals(Map.of(Reason.OVERSIZED, 1L, Reason.TOO_DEEP, 1L), dropped(full));
  }

  private void fill() {
    assertThrows(
        CompletionException.class,
        () -> {
          while (true) {
            intake.accept(List.of(LINE)).toCompletableFuture().join();
          }
        });
  }

  /** Time goes on in the journal: whatever was appended before has been written or refused. */
  private void settle() {
    journal.append(List.of(new Entry.Tick(clock.now))).join();
  }

  private Map<Reason, Long> dropped(long from) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    for (Journal.Numbered numbered : journal.read(from, 10_000)) {
      if (numbered.entry() instanceof Entry.Dropped(String source, Reason reason, long count, _)) {
        assertEquals("s", source);
        counts.merge(reason, count, Long::sum);
      }
    }
    return counts;
  }

  private static boolean isRefused(Journal.Numbered numbered) {
    return numbered.entry() instanceof Entry.Refused;
  }

  private static final class SteppedClock extends Clock {
    private volatile long now = 1_000_000;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
