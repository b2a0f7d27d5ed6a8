package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.EventPage;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryEventStore;

/** The store is away until the journal has reached its disk budget, and comes back. */
@Timeout(120)
class DiskBudgetIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_REQUESTS = 400;

  @TempDir Path folder;

  @Test
  void sendersAreSlowedNothingIsLostAndTheLedgerAddsUp() throws Exception {
    AwayStore events = new AwayStore();
    try (RunningPlatform platform =
        new RunningPlatform(
            folder, "journal: {disk_budget_mb: 64, segment_mb: 4, keep: 1s}\n", with(events))) {
      String body = batch();
      int accepted = 0;
      HttpResponse<String> answer = bulk(platform, body);
      while (answer.statusCode() == 200 && accepted < MOST_REQUESTS) {
        accepted++;
        answer = bulk(platform, body);
      }
      assertEquals(429, answer.statusCode(), "the sender is told to wait");
      assertEquals(Optional.of("2"), answer.headers().firstValue("Retry-After"));
      JsonObject full = platform.read("ledger");
      assertTrue(full.getBoolean("balanced"), full.encodePrettily());
      assertEquals(accepted, received(full), "what was answered 200 and nothing else");

      events.away = false;
      int sent = accepted;
      JsonObject stored = platform.await("ledger", PATIENCE, ledger -> stored(ledger) == sent);
      assertEquals(accepted, stored(stored));
      for (int i = 0; i < 100 && bulk(platform, body).statusCode() != 200; i++) {
        Thread.sleep(200);
      }
      JsonObject after = platform.await("ledger", PATIENCE, ledger -> stored(ledger) == sent + 1);
      assertEquals(accepted + 1, stored(after), "there is room again");
      assertTrue(after.getBoolean("balanced"), after.encodePrettily());
    }
  }

  private static HttpResponse<String> bulk(RunningPlatform platform, String body) {
    return platform.ask("POST", "/_bulk", Role.INGEST, body);
  }

  /** One document of half a megabyte. */
  private static String batch() {
    JsonObject document =
        new JsonObject()
            .put("@timestamp", System.currentTimeMillis())
            .put("message", "x".repeat(1 << 19));
    return "{\"create\":{}}\n" + document.encode() + "\n";
  }

  private static long received(JsonObject ledger) {
    return bulkRow(ledger).getJsonObject("raw").getLong("received");
  }

  private static long stored(JsonObject ledger) {
    return bulkRow(ledger).getJsonObject("events").getLong("stored");
  }

  private static JsonObject bulkRow(JsonObject ledger) {
    return ledger.getJsonArray("sources").stream()
        .map(JsonObject.class::cast)
        .filter(source -> source.getString("source").equals("bulk"))
        .findFirst()
        .orElseThrow();
  }

  private static Stores with(EventStore events) {
    Stores memory = Stores.inMemory();
    return new Stores(
        events,
        memory.alerts(),
        memory.incidents(),
        memory.documents(),
        () -> 0,
        () -> {},
        () -> "up",
        () -> {});
  }

  /** A store that is away until it is not. */
  private static final class AwayStore implements EventStore {
    private final InMemoryEventStore memory = new InMemoryEventStore();
    private volatile boolean away = true;

    @Override
    public Outcome create(List<Document> documents) {
      if (away) {
        throw new StoreAwayException("away", new java.io.IOException("the test says so"));
      }
      return memory.create(documents);
    }

    @Override
    public Optional<Event> get(String documentId) {
      return memory.get(documentId);
    }

    @Override
    public EventPage search(EventSearch search) {
      return memory.search(search);
    }

    @Override
    public long count(EventScan scan) {
      return memory.count(scan);
    }

    @Override
    public Map<String, Long> countBy(EcsField field, EventScan scan) {
      return memory.countBy(field, scan);
    }

    @Override
    public void scan(EventScan scan, Predicate<List<Event>> page) {
      memory.scan(scan, page);
    }

    @Override
    public long count() {
      return memory.count();
    }

    @Override
    public void refresh() {
      memory.refresh();
    }
  }
}
