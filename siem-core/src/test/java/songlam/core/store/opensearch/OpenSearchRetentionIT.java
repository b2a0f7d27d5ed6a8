package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.store.DataSet;
import songlam.core.store.opensearch.OpenSearchRetention.Deletion;
import songlam.core.store.opensearch.OpenSearchRetention.Rule;

class OpenSearchRetentionIT {
  private static final Rule FOREVER = new Rule(Duration.ofDays(30_000), Long.MAX_VALUE);

  private static Document document(int number, String suffix, String dataset) {
    return new Document(
        new EventBuilder()
            .timestamp(number)
            .set(EcsField.EVENT_DATASET, dataset)
            .build(new EventId("n", 0, number, 0)),
        suffix);
  }

  private static OpenSearchEventStore filled(StoreClient client) {
    OpenSearchEventStore store = new OpenSearchEventStore(client);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      documents.add(document(i, i < 20 ? "a" : "b", "netflow.flow"));
      documents.add(document(100 + i, i < 20 ? "a" : "b", "syslog"));
    }
    assertEquals(Map.of(), store.create(documents).refused());
    return store;
  }

  private static Clock in(Duration span) {
    return Clock.fixed(Instant.now().plus(span), ZoneOffset.UTC);
  }

  @Test
  void deletesWhatIsTooOldButNotWhatIsWritten() {
    StoreClient client = FreshStore.client();
    OpenSearchEventStore store = filled(client);
    Map<DataSet, Rule> rules = Map.of(DataSet.FLOW, new Rule(Duration.ofDays(7), Long.MAX_VALUE));
    assertEquals(
        List.of(), new OpenSearchRetention(client, rules, FOREVER, in(Duration.ofDays(7))).run());
    OpenSearchRetention later =
        new OpenSearchRetention(client, rules, FOREVER, in(Duration.ofDays(9)));
    List<Deletion> deleted = later.run();
    assertEquals(1, deleted.size());
    assertEquals("age", deleted.getFirst().why());
    store.refresh();
    assertEquals(60, store.count() + later.expired());
    assertEquals(deleted, later.deletions(10));
    assertEquals(List.of(), later.run());
  }

  @Test
  void deletesTheOldestWhenThereIsTooMuch() {
    StoreClient client = FreshStore.client();
    OpenSearchEventStore store = filled(client);
    store.refresh();
    OpenSearchRetention small =
        new OpenSearchRetention(
            client, Map.of(), new Rule(Duration.ofDays(9), 1), Clock.systemUTC());
    assertEquals(List.of("size", "size"), small.run().stream().map(Deletion::why).toList());
    store.refresh();
    assertEquals(60, store.count() + small.expired());
  }

  @Test
  void makesGoodWhatACrashCutOff() {
    StoreClient client = FreshStore.client();
    client.require(
        "PUT",
        "/songlam-retention/_doc/gone?refresh=true",
        Map.of(),
        StoreClient.object()
            .put("index", "songlam-events-log-x")
            .put("why", "age")
            .put("documents", 5)
            .put("bytes", 1)
            .put("at", 1)
            .put("done", false));
    OpenSearchRetention retention =
        new OpenSearchRetention(client, Map.of(), FOREVER, Clock.systemUTC());
    assertEquals(0, retention.expired());
    retention.run();
    assertEquals(5, retention.expired());
  }
}
