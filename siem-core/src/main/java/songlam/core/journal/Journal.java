package songlam.core.journal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Every entry in one order, kept until retention lets it go. Offsets begin at 0 and rise by one.
 * Safe for many threads.
 */
public interface Journal extends AutoCloseable {
  /**
   * Appends the entries one after the other. The future completes when they survive what the
   * configured durability promises, and fails with {@link JournalFullException} when the disk
   * budget is reached: none of them was kept then.
   */
  CompletableFuture<Void> append(List<Entry> entries);

  /** Whether the queue before the writer has room for more. */
  boolean hasRoom();

  /** Offset of the next entry. */
  long end();

  /** Offset of the oldest entry kept. */
  long begin();

  /**
   * Up to {@code most} entries from this offset on, in order; fewer at the end or when they are
   * large: no more are begun once 4 MiB are read. Empty when there is none.
   *
   * @throws IllegalArgumentException when the offset has been given up already
   */
  List<Numbered> read(long from, int most);

  /**
   * How far the journal goes, what was received up to there, and what of it stands behind an
   * offset, all at one moment. Counted from what stands in the journal; its cost does not grow with
   * the distance.
   */
  Tail tail(long from);

  /**
   * Gives up what lies before this offset once age or size asks for it.
   *
   * @param needed oldest offset somebody still needs
   */
  void release(long needed);

  /**
   * The suffix of the index that holds the events of this offset: fixed when the segment began, so
   * a replay after a roll-over finds the same index again.
   */
  String suffixAt(long offset);

  /** Bytes the journal holds now. */
  long bytes();

  @Override
  void close();

  /**
   * @param end offset of the next entry
   * @param received records received per source since the installation began, counted with the
   *     append
   * @param since records of each source between the offset asked for and the end
   */
  record Tail(long end, Map<String, Long> received, Map<String, Long> since) {}

  /** An entry and where it stands. */
  record Numbered(long offset, Entry entry) {}
}
