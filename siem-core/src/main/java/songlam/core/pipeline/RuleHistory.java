package songlam.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.detect.Detector;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.Journal;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Which set of detection rules held at each place of the journal: what is read again is detected as
 * the first time, whatever rules people have released since. Safe for many threads.
 */
final class RuleHistory {
  private static final Logger LOG = LoggerFactory.getLogger(RuleHistory.class);
  private static final String KEY = "detecting/";

  private final SystemStore store;
  private final Journal journal;
  private final RuleShelf shelf;

  /** The name of the set that holds from an offset on. */
  private final ConcurrentSkipListMap<Long, String> from = new ConcurrentSkipListMap<>();

  /** How often each set was appended and not read yet. */
  private final Map<String, Integer> coming = new ConcurrentHashMap<>();

  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private long notedUpTo;

  /** Kept before this start; what no entry names, as its own never came, is not needed. */
  private Set<String> before;

  /**
   * Takes up what was kept. A journal that has never named a set is read with the one that holds
   * now.
   */
  RuleHistory(SystemStore store, Journal journal, RuleShelf shelf) {
    this.store = store;
    this.journal = journal;
    this.shelf = shelf;
    this.before = shelf.names();
    // What was appended before this start is only known once it has been read.
    this.notedUpTo = journal.end() - 1;
    store.scan(
        Family.CHECKPOINTS,
        (key, value) -> {
          if (key.startsWith(KEY)) {
            from.put(Long.parseLong(key.substring(KEY.length()), 16), new String(value, UTF_8));
          }
        });
    long begin = journal.begin();
    if (from.floorKey(begin) == null) {
      keep(begin, shelf.current().name());
    }
  }

  /** What is kept there, for a reader beside the live one: nothing it notes is kept. */
  static RuleHistory beside(SystemStore store, Journal journal, RuleShelf shelf) {
    return new RuleHistory(
        InMemorySystemStore.of(store, Family.CHECKPOINTS, KEY), journal, new Borrowed(shelf));
  }

  /**
   * Appends a set's entry; the set is waited for until the entry is read, or cannot be appended.
   *
   * @return completes when it is in the journal
   */
  CompletableFuture<Void> append(String name, Supplier<CompletableFuture<Void>> entry) {
    coming.merge(name, 1, Integer::sum);
    return entry
        .get()
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                arrived(name);
              }
            });
  }

  private void arrived(String name) {
    coming.computeIfPresent(name, (_, times) -> times > 1 ? times - 1 : null);
  }

  /** The entry at this offset says so; told again, it changes nothing. */
  synchronized void note(long offset, String name) {
    if (!name.equals(nameAt(offset + 1))) {
      keep(offset + 1, name);
    }
    if (offset > notedUpTo) {
      notedUpTo = offset;
      arrived(name);
      forgetBefore(journal.begin());
      before.forEach(this::forget);
      before = Set.of();
    }
  }

  /** Sets that something was to be read again with and that could not be built any more. */
  int lost() {
    return lost.size();
  }

  /** A reader's place. For one thread. */
  final class Reading {
    private String name = "";
    private @Nullable Detector detector;

    /** What is detected next stands here or behind, up to the next entry that names a set. */
    void at(long offset) {
      String now = nameAt(offset);
      if (!now.equals(name)) {
        name = now;
        detector = null;
      }
    }

    /** Notes what the entry at this offset says, and reads on behind it. */
    void note(long offset, String set) {
      RuleHistory.this.note(offset, set);
      at(offset + 1);
    }

    /** Of the set that holds here; only built when something is to be detected with it. */
    Detector detector() {
      Detector known = detector;
      if (known == null) {
        known = find(name);
        detector = known;
      }
      return known;
    }
  }

  Reading reading() {
    return new Reading();
  }

  private String nameAt(long offset) {
    Map.Entry<Long, String> latest = from.floorEntry(offset);
    return latest == null ? shelf.current().name() : latest.getValue();
  }

  private Detector find(String name) {
    RuleSet current = shelf.current();
    if (current.name().equals(name)) {
      return current.detector();
    }
    return shelf
        .find(name)
        .orElseGet(
            () -> {
              lost.add(name);
              LOG.warn(
                  "detection: rule set {} cannot be built any more: what it had detected is read "
                      + "again with the rules that hold now",
                  name);
              return current.detector();
            });
  }

  private void keep(long offset, String name) {
    from.put(offset, name);
    store.put(Family.CHECKPOINTS, key(offset), name.getBytes(UTF_8));
  }

  /** What stands before this offset is never read again: only the last set before it counts. */
  private void forgetBefore(long offset) {
    Long last = from.floorKey(offset);
    if (last == null) {
      return;
    }
    Set<String> gone = new TreeSet<>();
    for (Map.Entry<Long, String> old : from.headMap(last).entrySet()) {
      gone.add(old.getValue());
      from.remove(old.getKey());
      store.delete(Family.CHECKPOINTS, key(old.getKey()));
    }
    gone.forEach(this::forget);
  }

  /** What is kept for too long costs a little room: nothing stops for it. */
  private void forget(String name) {
    if (from.containsValue(name) || coming.containsKey(name)) {
      return;
    }
    try {
      shelf.forget(name);
    } catch (RuntimeException e) {
      LOG.warn("detection: rule set {} cannot be thrown away", name, e);
    }
  }

  private static String key(long offset) {
    return KEY + "%016x".formatted(offset);
  }

  /** Another's shelf, from which nothing is thrown away. */
  private record Borrowed(RuleShelf shelf) implements RuleShelf {
    @Override
    public RuleSet current() {
      return shelf.current();
    }

    @Override
    public Optional<Detector> find(String name) {
      return shelf.find(name);
    }

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public void forget(String name) {}
  }
}
