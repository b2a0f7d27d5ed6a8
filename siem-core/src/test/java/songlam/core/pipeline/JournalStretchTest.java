package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.Journal;

/** A journal that gives up entries while they are read. */
class JournalStretchTest {
  @Test
  void whatIsGivenUpMeanwhileIsCountedAndTheRestIsRead() {
    Shrinking journal = new Shrinking();
    JournalStretch stretch =
        new JournalStretch(
            journal,
            "n1",
            Map.of(),
            (builder, record, id) -> builder.build(id),
            RuleShelf.of(_ -> List.of()),
            new InMemorySystemStore());
    List<Long> ticks = new ArrayList<>();
    List<Long> read = new ArrayList<>();
    long missed = stretch.read(_ -> {}, ticks::add, read::add, () -> false);
    assertEquals(500, missed);
    assertEquals(2_500, ticks.size());
    assertEquals(999L, ticks.get(999));
    assertEquals(1_500L, ticks.get(1_000));
    assertEquals(3_000L, read.getLast());
  }

  /** Has 3,000 ticks, and gives up half of them once the first thousand is read. */
  private static final class Shrinking implements Journal {
    private long begin;

    @Override
    public List<Numbered> read(long from, int most) {
      if (from < begin) {
        throw new IllegalArgumentException("offset: " + from);
      }
      List<Numbered> all = new ArrayList<>();
      for (long at = from; at < Math.min(end(), from + most); at++) {
        all.add(new Numbered(at, new Entry.Tick(at)));
      }
      begin = 1_500;
      return all;
    }

    @Override
    public CompletableFuture<Void> append(List<Entry> entries) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public long end() {
      return 3_000;
    }

    @Override
    public long begin() {
      return begin;
    }

    @Override
    public Tail tail(long from) {
      return new Tail(end(), Map.of(), Map.of());
    }

    @Override
    public void release(long needed) {}

    @Override
    public String suffixAt(long offset) {
      return "";
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
