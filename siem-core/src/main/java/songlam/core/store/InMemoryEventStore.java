package songlam.core.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.query.EventMatcher;

/** Events in memory, for tests and backtests: one per document id and index suffix. */
public final class InMemoryEventStore implements EventStore {
  private static final int SCANNED = 1_000;
  private static final Comparator<Event> YOUNGEST =
      Comparator.comparingLong((Event e) -> -e.timestamp()).thenComparing(Event::documentId);

  private final Map<String, Map<String, Event>> indices = new LinkedHashMap<>();

  @Override
  public synchronized Outcome create(List<Document> documents) {
    for (Document document : documents) {
      indices
          .computeIfAbsent(document.suffix(), _ -> new LinkedHashMap<>())
          .putIfAbsent(document.event().documentId(), document.event());
    }
    return Outcome.ALL_STORED;
  }

  /** Takes a document away behind the platform's back; whether it was there. */
  public synchronized boolean lose(String documentId) {
    return indices.values().stream().anyMatch(index -> index.remove(documentId) != null);
  }

  @Override
  public synchronized Optional<Event> get(String documentId) {
    return indices.values().stream()
        .filter(index -> index.containsKey(documentId))
        .map(index -> index.get(documentId))
        .findFirst();
  }

  @Override
  public synchronized EventPage search(EventSearch search) {
    List<Event> found =
        indices.values().stream()
            .flatMap(index -> index.values().stream())
            .filter(e -> e.timestamp() >= search.from() && e.timestamp() < search.to())
            .filter(e -> EventMatcher.matches(search.query(), e))
            .sorted(YOUNGEST)
            .toList();
    Page<Event> page = Cursors.page(found, search.cursor(), search.size());
    return new EventPage(page.total(), page.cursor(), page.items(), histogram(search, found));
  }

  @Override
  public synchronized long count(EventScan scan) {
    return matching(scan).size();
  }

  @Override
  public Map<String, Long> countBy(EcsField field, EventScan scan) {
    Map<String, Long> counts = new TreeMap<>();
    for (Event event : matching(scan)) {
      event.texts(field).stream().distinct().forEach(v -> counts.merge(v, 1L, Long::sum));
    }
    return counts;
  }

  @Override
  public void scan(EventScan scan, Predicate<List<Event>> page) {
    List<Event> found = matching(scan);
    for (int from = 0; from < found.size(); from += SCANNED) {
      if (!page.test(found.subList(from, Math.min(found.size(), from + SCANNED)))) {
        return;
      }
    }
  }

  private synchronized List<Event> matching(EventScan scan) {
    return indices.values().stream()
        .flatMap(index -> index.values().stream())
        .filter(e -> e.timestamp() >= scan.from() && e.timestamp() < scan.to())
        .filter(e -> EventMatcher.matches(scan.query(), e))
        .sorted(Comparator.comparingLong(Event::timestamp).thenComparing(Event::documentId))
        .toList();
  }

  private static List<EventPage.Bar> histogram(EventSearch search, List<Event> found) {
    List<EventPage.Bar> bars = new ArrayList<>();
    if (search.buckets() > 0) {
      long width = width(search);
      for (long at = search.from(); at < search.to(); at += width) {
        long start = at;
        long count =
            found.stream()
                .filter(e -> e.timestamp() >= start && e.timestamp() - start < width)
                .count();
        bars.add(new EventPage.Bar(at, count));
      }
    }
    return bars;
  }

  /** Milliseconds of one bar, at least one. */
  private static long width(EventSearch search) {
    return Math.max(1, Math.ceilDiv(search.to() - search.from(), (long) search.buckets()));
  }

  @Override
  public synchronized long count() {
    return indices.values().stream().mapToLong(Map::size).sum();
  }

  @Override
  public void refresh() {}
}
