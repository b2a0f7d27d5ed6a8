package songlam.core.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.StoreWriter;

/**
 * The searchable events. Calls block; safe for any number of threads. Every call throws {@link
 * songlam.core.pipeline.StoreAwayException} when the store cannot be reached.
 */
public interface EventStore extends StoreWriter {
  /** The event of this document id. */
  Optional<Event> get(String documentId);

  /**
   * One page, youngest event first.
   *
   * @throws IllegalArgumentException when the cursor is none of this store's
   */
  EventPage search(EventSearch search);

  /** How many events match. */
  long count(EventScan scan);

  /**
   * How many of the events that match have each value of a field, of the 10,000 values most of them
   * have. An event with several values counts for each.
   *
   * @param field a KEYWORD that can be searched for
   */
  Map<String, Long> countBy(EcsField field, EventScan scan);

  /**
   * Hands over every event that matches, oldest first, in pages.
   *
   * @param page takes the next ones; false ends it
   */
  void scan(EventScan scan, Predicate<List<Event>> page);

  /** How many events are stored, of all data sets. */
  long count();

  /** Makes all that was written visible to searches. */
  void refresh();
}
