package songlam.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.query.Query;
import songlam.core.query.QueryParser;

/** What every event store does. */
public interface EventStoreContract {
  /** An empty store. */
  EventStore store();

  static Event event(int number) {
    return new EventBuilder()
        .timestamp(1_000L * number)
        .set(EcsField.HOST_NAME, number % 2 == 0 ? "web-01" : "cam-01")
        .set(EcsField.MESSAGE, "đăng nhập sai lần " + number)
        .vendor("acme.number", (long) number)
        .build(new EventId("n", 0, number, 0));
  }

  private static EventSearch search(Query query, int size, @Nullable String cursor) {
    return new EventSearch(query, 0, 100_000, size, cursor, 10);
  }

  private static List<Document> documents(int count) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document(event(i), "s1"));
    }
    return documents;
  }

  @Test
  default void aReplayStoresNothingTwice() {
    EventStore store = store();
    assertEquals(Map.of(), store.create(documents(10)).refused());
    assertEquals(Map.of(), store.create(documents(12)).refused());
    store.refresh();
    assertEquals(12, store.count());
  }

  @Test
  default void givesBackWhatItGot() {
    EventStore store = store();
    store.create(documents(3));
    store.refresh();
    Event stored = store.get(event(2).documentId()).orElseThrow();
    assertEquals(event(2).id(), stored.id());
    assertEquals(2_000, stored.timestamp());
    assertEquals("đăng nhập sai lần 2", stored.text(EcsField.MESSAGE));
    assertEquals(Map.of("acme.number", 2L), stored.vendor());
    assertEquals(Optional.empty(), store.get("nothing"));
  }

  @Test
  default void pagesThroughAllMatchesOnce() throws Exception {
    EventStore store = store();
    store.create(documents(50));
    store.refresh();
    Query query = QueryParser.parse("host.name:web-*");
    List<Long> times = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      EventPage page = store.search(search(query, 10, cursor));
      assertEquals(25, page.total());
      page.items().forEach(event -> times.add(event.timestamp()));
      cursor = page.cursor();
    } while (cursor != null);
    assertEquals(LongStream.range(0, 25).map(i -> 48_000 - 2_000 * i).boxed().toList(), times);
  }

  @Test
  default void countsPerSpanOfTime() {
    EventStore store = store();
    store.create(documents(50));
    store.refresh();
    EventPage page = store.search(search(new Query.Everything(), 0, null));
    assertEquals(List.of(), page.items());
    assertEquals(10, page.histogram().size());
    assertEquals(new EventPage.Bar(0, 10), page.histogram().getFirst());
    assertEquals(new EventPage.Bar(90_000, 0), page.histogram().getLast());
  }

  @Test
  default void aScanGivesWholeEventsInTheOrderOfTheirTimeOverItsPages() {
    EventStore store = store();
    List<Document> all = new ArrayList<>();
    for (int i = 0; i < 10_003; i++) {
      all.add(new Document(scanned(i), "s1"));
    }
    assertEquals(Map.of(), store.create(all).refused());
    store.refresh();
    List<String> read = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    store.scan(
        new EventScan(new Query.Everything(), 0, Long.MAX_VALUE),
        page -> {
          pages.add(page.size());
          page.forEach(event -> read.add(whole(event)));
          return true;
        });
    assertEquals(all.stream().map(document -> whole(document.event())).toList(), read);
    assertTrue(pages.size() > 1, "pages " + pages);
    List<String> some = new ArrayList<>();
    store.scan(
        new EventScan(new Query.Everything(), 0, Long.MAX_VALUE),
        page -> {
          page.forEach(event -> some.add(whole(event)));
          return false;
        });
    assertEquals(read.subList(0, pages.getFirst()), some);
  }

  /** With whatever could be taken for what the store keeps beside it. */
  private static Event scanned(int number) {
    EventBuilder event =
        new EventBuilder()
            .timestamp(1_000L + number)
            .origin("máy \"" + number + "\"")
            .set(EcsField.HOST_IP, List.of("192.0.2.1", "192.0.2.2"))
            .vendor("journal", "mine")
            .vendor("journal.offset", 7L)
            .vendor("acme.journal", List.of("a", "b"))
            .vendor("vendor_long", "short");
    if (number % 1_000 == 0) {
      event.vendor("acme.text", "x".repeat(40_000)).vendor("acme.after", "y");
    }
    if (number % 3 == 0) {
      event.documentId("own-" + number);
    }
    return event.build(new EventId("n-1", 3, number / 2, number % 2));
  }

  private static String whole(Event event) {
    return event.documentId()
        + event.id()
        + event.origin()
        + new String(EventJson.write(event), UTF_8);
  }

  @Test
  default void refusesAForeignCursor() {
    EventStore store = store();
    EventSearch foreign = search(new Query.Everything(), 1, "?");
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> store.search(foreign));
    assertTrue(String.valueOf(refusal.getMessage()).contains("cursor"));
  }

  @Test
  default void countsByTheValuesOfAField() {
    EventStore store = store();
    store.create(documents(10));
    Event several =
        new EventBuilder()
            .timestamp(5_000)
            .set(EcsField.SONGLAM_FINDING_RULES, List.of("a", "b", "a"))
            .build(new EventId("n", 0, 99, 0));
    store.create(List.of(new Document(several, "s1")));
    store.refresh();
    EventScan all = new EventScan(new Query.Everything(), 0, 100_000);
    assertEquals(Map.of("web-01", 5L, "cam-01", 5L), store.countBy(EcsField.HOST_NAME, all));
    EventScan some = new EventScan(new Query.Everything(), 2_000, 5_000);
    assertEquals(Map.of("web-01", 2L, "cam-01", 1L), store.countBy(EcsField.HOST_NAME, some));
    assertEquals(Map.of("a", 1L, "b", 1L), store.countBy(EcsField.SONGLAM_FINDING_RULES, all));
  }
}
