package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;
import songlam.core.event.Reason;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;
import songlam.core.query.QueryParser;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;
import songlam.core.store.EventStoreContract;

class OpenSearchEventStoreIT implements EventStoreContract {
  @Override
  public EventStore store() {
    return new OpenSearchEventStore(FreshStore.client());
  }

  private static EventBuilder at(long millis) {
    return new EventBuilder().timestamp(millis);
  }

  private static Document document(EventBuilder builder, long offset) {
    return new Document(
        builder.build(new EventId("n1", 0, offset, 0)), "20261124-0000000000000000");
  }

  @Test
  void keepsEveryFieldOfEveryType() {
    EventStore store = store();
    Event event =
        at(1_700_000_000_123L)
            .origin("router-1/7")
            .set(EcsField.SOURCE_IP, "2001:db8::7")
            .set(EcsField.RELATED_IP, List.of("192.0.2.1", "2001:db8::1"))
            .set(EcsField.SOURCE_PORT, 65_535L)
            .set(EcsField.HOST_CPU_USAGE, 0.25)
            .set(EcsField.TLS_ESTABLISHED, true)
            .set(EcsField.EVENT_START, 1_600_000_000_000L)
            .set(EcsField.SOURCE_GEO_LOCATION, new GeoPoint(18.67, 105.69))
            .set(EcsField.EVENT_ORIGINAL, "x".repeat(100_000))
            .set(EcsField.PROCESS_COMMAND_LINE, "đường dẫn ".repeat(5_000))
            .set(EcsField.MESSAGE, "Thị xã Thái Hòa — “đã khắc phục”")
            .vendor("acme.long", "y".repeat(50_000))
            .vendor("acme.list", List.of("một", "hai"))
            .vendor("acme.share", 0.5)
            .build(new EventId("node-a", 3, 77, 2));
    assertEquals(Map.of(), store.create(List.of(new Document(event, "s"))).refused());
    store.refresh();
    Event stored = store.get(event.documentId()).orElseThrow();
    assertEquals(event.id(), stored.id());
    assertEquals(event.origin(), stored.origin());
    assertEquals(event.timestamp(), stored.timestamp());
    event.forEach((field, value) -> assertEquals(value, stored.get(field), field.fieldName()));
    assertEquals(event.vendor(), stored.vendor());
  }

  @Test
  void countsWhatIsTooLongToBeFound() {
    OpenSearchEventStore store = new OpenSearchEventStore(FreshStore.client());
    store.create(
        List.of(document(at(1).set(EcsField.PROCESS_COMMAND_LINE, "a".repeat(20_000)), 1)));
    assertEquals(1, store.longValues());
  }

  @Test
  void takesEveryFieldOfTheTable() {
    EventStore store = store();
    EventBuilder builder = at(5);
    for (EcsField field : EcsField.values()) {
      switch (field.type()) {
        case KEYWORD, TEXT -> builder.set(field, "x");
        case IP -> builder.set(field, "192.0.2.1");
        case LONG, DATE -> builder.set(field, 7L);
        case DOUBLE -> builder.set(field, 7.5);
        case BOOLEAN -> builder.set(field, true);
        case GEO_POINT -> builder.set(field, new GeoPoint(1, 2));
      }
    }
    assertEquals(Map.of(), store.create(List.of(document(builder, 1))).refused());
  }

  @Test
  void refusesOneDocumentAndTakesTheRest() {
    EventStore store = store();
    var outcome =
        store.create(
            List.of(
                document(at(1), 1),
                document(at(2).documentId("i".repeat(600)), 2),
                document(at(3).vendor("songlam.x", "1"), 3)));
    assertEquals(1, outcome.refused().size());
    assertEquals(Reason.OVERSIZED, outcome.refused().get(1).reason());
    store.refresh();
    assertEquals(2, store.count());
  }

  @Test
  void saysWhyTheMappingRefuses() {
    EventStore store = store();
    EventBuilder wrong = at(1).set(EcsField.EVENT_RISK_SCORE, Double.NaN);
    var outcome = store.create(List.of(document(wrong, 1), document(at(1), 2)));
    assertEquals(Reason.STORE_REFUSED, outcome.refused().get(0).reason());
    assertTrue(outcome.refused().get(0).detail().contains("event.risk_score"), outcome::toString);
    assertEquals(1, outcome.refused().size());
  }

  @Test
  void tellsAReplayFromASecondUseOfAnId() {
    EventStore store = store();
    Document first = document(at(1).documentId("client-1"), 1);
    assertEquals(Map.of(), store.create(List.of(first)).refused());
    assertEquals(Map.of(), store.create(List.of(first)).refused());
    Document second = document(at(2).documentId("client-1"), 2);
    assertEquals(Reason.DUPLICATE, store.create(List.of(second)).refused().get(0).reason());
    store.refresh();
    assertEquals(1, store.count());
  }

  @Test
  void keepsDataSetsApart() {
    EventStore store = store();
    store.create(
        List.of(
            document(at(1).set(EcsField.EVENT_DATASET, "netflow.flow"), 1),
            document(at(1).set(EcsField.EVENT_DATASET, "songlam.press_item"), 2),
            document(at(1).set(EcsField.EVENT_DATASET, "của riêng tôi"), 3),
            document(at(1).set(EcsField.EVENT_DATASET, "sensor.dns"), 4),
            document(at(1).set(EcsField.EVENT_DATASET, "sensor.flow"), 5)));
    store.refresh();
    List<String> names = new ArrayList<>();
    FreshStore.names("songlam-events-*").forEach(names::add);
    assertEquals(
        List.of(
            "songlam-events-flow-20261124-000000",
            "songlam-events-log-20261124-000000",
            "songlam-events-network-20261124-000000",
            "songlam-events-press-20261124-000000"),
        names.stream().sorted().toList());
  }

  @Test
  void answersQueriesAsTheMatcherDoes() throws Exception {
    EventStore store = store();
    List<Event> events = QueryCases.events();
    store.create(events.stream().map(e -> new Document(e, "s")).toList());
    store.refresh();
    for (String text : QueryCases.QUERIES) {
      Query query = QueryParser.parse(text);
      List<String> expected =
          events.stream()
              .filter(e -> EventMatcher.matches(query, e))
              .map(Event::documentId)
              .sorted()
              .toList();
      List<String> found =
          store
              .search(new EventSearch(query, Long.MIN_VALUE, Long.MAX_VALUE, 100, null, 0))
              .items()
              .stream()
              .map(Event::documentId)
              .sorted()
              .toList();
      assertEquals(expected, found, text);
    }
  }

  @Test
  void saysWhatItCannotSearch() throws Exception {
    EventStore store = store();
    for (String text : new String[] {"event.original:x", "message:[a TO b]"}) {
      EventSearch search = new EventSearch(QueryParser.parse(text), 0, 1, 1, null, 0);
      assertThrows(IllegalArgumentException.class, () -> store.search(search), text);
    }
  }

  @Test
  void countsBySource() {
    OpenSearchEventStore store = new OpenSearchEventStore(FreshStore.client());
    store.create(
        List.of(
            document(at(1).set(EcsField.SONGLAM_SOURCE, "syslog"), 1),
            document(at(1).set(EcsField.SONGLAM_SOURCE, "syslog"), 2),
            document(at(1).set(EcsField.SONGLAM_SOURCE, "cổng"), 3)));
    store.refresh();
    assertEquals(Map.of("syslog", 2L, "cổng", 1L), store.countBySource());
  }

  @Test
  void splitsLargeListsWithoutMixingPlacesUp() {
    EventStore store = store();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 1_503; i++) {
      documents.add(
          document(i % 500 == 7 ? at(i).set(EcsField.EVENT_RISK_SCORE, Double.NaN) : at(i), i));
    }
    var outcome = store.create(documents);
    assertEquals(List.of(7, 507, 1_007), outcome.refused().keySet().stream().sorted().toList());
    store.refresh();
    assertEquals(1_500, store.count());
  }

  @Test
  void saysThatTheStoreIsAway() {
    try (StoreClient nobody =
        new StoreClient(
            new StoreAddress(java.net.URI.create("http://127.0.0.1:1"), null, null, null))) {
      EventStore store = new OpenSearchEventStore(nobody);
      List<Document> documents = List.of(document(at(1), 1));
      assertThrows(StoreAwayException.class, () -> store.create(documents));
      assertThrows(StoreAwayException.class, store::count);
      assertThrows(StoreAwayException.class, () -> store.get("x"));
    }
  }
}
