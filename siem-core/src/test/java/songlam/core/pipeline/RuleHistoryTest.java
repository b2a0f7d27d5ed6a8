package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import songlam.core.detect.Detector;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.Journal;
import songlam.core.journal.SystemStore.Family;

class RuleHistoryTest {
  private final InMemorySystemStore store = new InMemorySystemStore();
  private final Bounds journal = new Bounds();
  private final Shelf shelf = new Shelf();

  @Test
  void aJournalThatHasNeverNamedASetIsReadWithTheOneOfNow() {
    journal.begin = 40;
    journal.end = 50;
    shelf.current = "a";
    RuleHistory.Reading reading = history().reading();
    reading.at(40);
    assertSame(shelf.of("a"), reading.detector());
    shelf.current = "b";
    reading = history().reading();
    reading.at(45);
    assertSame(shelf.of("a"), reading.detector(), "and so it stays after the next start");
  }

  @Test
  void whatIsNotAskedForIsNotBuilt() {
    shelf.current = "a";
    RuleHistory history = history();
    RuleHistory.Reading reading = history.reading();
    reading.at(0);
    reading.note(3, "b");
    reading.note(4, "c");
    assertSame(shelf.of("c"), reading.detector());
    reading.at(4);
    assertSame(shelf.of("b"), reading.detector());
    reading.at(3);
    assertSame(shelf.of("a"), reading.detector());
    assertEquals(List.of("c", "b"), shelf.asked);
  }

  @Test
  void theSameSetTwiceIsNotKeptTwice() {
    shelf.current = "a";
    RuleHistory history = history();
    for (int start = 0; start < 100; start++) {
      history.note(start, "a");
    }
    assertEquals(1, kept());
  }

  @Test
  void whatTheJournalHasGivenUpIsForgotten() {
    shelf.current = "a";
    RuleHistory history = history();
    history.note(10, "b");
    history.note(20, "a");
    history.note(30, "c");
    journal.begin = 25;
    history.note(40, "d");
    assertEquals(List.of("b"), shelf.forgotten, "a holds up to 30");
    assertEquals(3, kept());
    RuleHistory.Reading reading = history().reading();
    reading.at(25);
    assertSame(shelf.of("a"), reading.detector());
    journal.begin = 100;
    history.append("a", CompletableFuture::new);
    history.note(100, "e");
    assertEquals(List.of("b", "c"), shelf.forgotten, "a is about to come again");
    history.note(110, "a");
    assertEquals(List.of("b", "c"), shelf.forgotten);
  }

  /** What was appended and not read before a crash is only known once it has been read. */
  @Test
  void nothingIsForgottenBeforeTheJournalHasBeenReadToWhereItEndedAtTheStart() {
    shelf.current = "a";
    history().note(10, "b");
    journal.begin = 20;
    journal.end = 100;
    RuleHistory history = history();
    history.note(50, "c");
    assertEquals(List.of(), shelf.forgotten);
    history.note(60, "a");
    history.note(100, "d");
    assertEquals(List.of(), shelf.forgotten, "a was named again behind what was read");
  }

  /** A full journal takes no entry, and none is waited for then. */
  @Test
  void aSetWhoseEntryCouldNotBeAppendedIsForgotten() {
    shelf.current = "a";
    RuleHistory history = history();
    history.note(10, "b");
    history.append("b", () -> CompletableFuture.failedFuture(new IllegalStateException("full")));
    history.note(20, "c");
    journal.begin = 30;
    history.note(30, "d");
    assertEquals(List.of("a", "b"), shelf.forgotten);
  }

  /** A crash or a full journal came between a set and its entry. */
  @Test
  void whatNoEntryNamesIsForgottenOnceTheJournalHasBeenRead() {
    shelf.current = "a";
    history().note(10, "b");
    journal.end = 100;
    shelf.kept.addAll(List.of("a", "b", "c", "d", "e"));
    RuleHistory history = history();
    shelf.kept.add("f");
    history.append("d", CompletableFuture::new);
    history.note(50, "c");
    assertEquals(List.of(), shelf.forgotten, "more may be named up to 100");
    history.note(100, "a");
    assertEquals(List.of("e"), shelf.forgotten);
  }

  @Test
  void nothingStopsWhenASetCannotBeThrownAway() {
    shelf.current = "a";
    RuleHistory history = history();
    shelf.stuck = "a";
    history.note(10, "b");
    history.note(20, "c");
    journal.begin = 30;
    history.note(30, "d");
    assertEquals(List.of("b"), shelf.forgotten);
  }

  @Test
  void aReaderBesideForgetsNothingAndKeepsNothing() {
    shelf.current = "a";
    history().note(10, "b");
    long before = kept();
    journal.begin = 20;
    RuleHistory beside = RuleHistory.beside(store, journal, shelf);
    beside.note(30, "c");
    assertEquals(before, kept());
    assertEquals(List.of(), shelf.forgotten);
  }

  @Test
  void aSetThatIsGoneIsCounted() {
    shelf.current = "a";
    RuleHistory history = history();
    history.note(10, "b");
    shelf.current = "c";
    shelf.gone.add("b");
    RuleHistory.Reading reading = history.reading();
    reading.at(11);
    assertSame(shelf.of("c"), reading.detector());
    reading.at(0);
    reading.at(12);
    assertSame(shelf.of("c"), reading.detector());
    assertEquals(1, history.lost());
  }

  private RuleHistory history() {
    return new RuleHistory(store, journal, shelf);
  }

  private long kept() {
    List<String> keys = new ArrayList<>();
    store.scan(Family.CHECKPOINTS, (key, _) -> keys.add(key));
    return keys.size();
  }

  private static final class Shelf implements RuleShelf {
    private final Map<String, Detector> all = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private String current = "";
    private String stuck = "";

    Detector of(String name) {
      return all.computeIfAbsent(name, one -> event -> List.of());
    }

    @Override
    public RuleSet current() {
      return new RuleSet(current, of(current));
    }

    @Override
    public Optional<Detector> find(String name) {
      asked.add(name);
      return gone.contains(name) ? Optional.empty() : Optional.of(of(name));
    }

    @Override
    public Set<String> names() {
      return Set.copyOf(kept);
    }

    @Override
    public void forget(String name) {
      if (name.equals(stuck)) {
        throw new IllegalStateException("the disk is full");
      }
      forgotten.add(name);
    }
  }

  /** A journal of which only the ends are asked. */
  private static final class Bounds implements Journal {
    private long begin;
    private long end;

    @Override
    public long begin() {
      return begin;
    }

    @Override
    public long end() {
      return end;
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
    public List<Numbered> read(long from, int most) {
      return List.of();
    }

    @Override
    public Tail tail(long from) {
      return new Tail(end, Map.of(), Map.of());
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
