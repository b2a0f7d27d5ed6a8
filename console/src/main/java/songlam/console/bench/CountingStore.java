package songlam.console.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import songlam.console.Stores;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.store.EventPage;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryDocumentStore;
import songlam.core.store.InMemoryIncidentStore;

/** Takes every event at once and keeps none: what is left is the path before the store. */
final class CountingStore implements EventStore {
  private final AtomicLong count = new AtomicLong();

  /** It, with alerts and incidents in memory. */
  static Stores stores() {
    return new Stores(
        new CountingStore(),
        new InMemoryAlertStore(),
        new InMemoryIncidentStore(),
        new InMemoryDocumentStore(),
        () -> 0,
        () -> {},
        () -> "up",
        () -> {});
  }

  @Override
  public Outcome create(List<Document> documents) {
    count.addAndGet(documents.size());
    return Outcome.ALL_STORED;
  }

  @Override
  public Optional<Event> get(String documentId) {
    return Optional.empty();
  }

  @Override
  public EventPage search(EventSearch search) {
    throw new UnsupportedOperationException("this store keeps no events");
  }

  @Override
  public long count(EventScan scan) {
    throw new UnsupportedOperationException("this store keeps no events");
  }

  @Override
  public Map<String, Long> countBy(EcsField field, EventScan scan) {
    throw new UnsupportedOperationException("this store keeps no events");
  }

  @Override
  public void scan(EventScan scan, Predicate<List<Event>> page) {
    throw new UnsupportedOperationException("this store keeps no events");
  }

  @Override
  public long count() {
    return count.get();
  }

  @Override
  public void refresh() {}
}
