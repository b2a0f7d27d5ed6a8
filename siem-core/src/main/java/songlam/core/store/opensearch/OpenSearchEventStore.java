package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.search.Hit;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.store.EventPage;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;

/**
 * Events in plain indices. Pages are sorted by time and then by place in the journal, a total order
 * that needs nothing kept open in the store: a page goes on where the last one ended, over restarts
 * too. {@link #create} splits what it is given over a few requests at once.
 */
public final class OpenSearchEventStore implements EventStore, AutoCloseable {
  private static final List<SortOptions> YOUNGEST =
      List.of(
          sort("@timestamp", SortOrder.Desc),
          sort("journal.offset", SortOrder.Asc),
          sort("journal.index", SortOrder.Asc),
          sort("journal.writer", SortOrder.Asc));

  private static final int SCANNED = 10_000;

  /** A shard that fails is no answer: what it holds would be missing. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "ignore_unavailable", "true",
          "allow_no_indices", "true",
          "allow_partial_search_results", "false");

  private static final List<SortOptions> OLDEST =
      List.of(
          sort("@timestamp", SortOrder.Asc),
          sort("journal.offset", SortOrder.Asc),
          sort("journal.index", SortOrder.Asc),
          sort("journal.writer", SortOrder.Asc));

  private final StoreClient client;
  private final BulkSettings settings;
  private final LongAdder longValues = new LongAdder();
  private final EventBulk bulk;
  private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param requests how many at once
   * @param leastDocuments fewer are not worth a request of their own
   */
  public record BulkSettings(int requests, int leastDocuments) {
    /** Of each call, of which two may be under way. */
    public static final BulkSettings DEFAULTS = new BulkSettings(2, 1_000);
  }

  public OpenSearchEventStore(StoreClient client) {
    this(client, BulkSettings.DEFAULTS);
  }

  public OpenSearchEventStore(StoreClient client, BulkSettings settings) {
    this.client = client;
    this.settings = settings;
    this.bulk = new EventBulk(client, longValues);
  }

  private static SortOptions sort(String field, SortOrder order) {
    return SortOptions.of(s -> s.field(f -> f.field(field).order(order)));
  }

  @Override
  public Outcome create(List<Document> documents) {
    client.ensureSchema();
    int parts = Math.clamp(documents.size() / settings.leastDocuments(), 1, settings.requests());
    if (parts == 1) {
      return new Outcome(bulk.create(documents));
    }
    int size = Math.ceilDiv(documents.size(), parts);
    List<Future<Map<Integer, Refusal>>> answers = new ArrayList<>();
    for (int from = 0; from < documents.size(); from += size) {
      List<Document> part = documents.subList(from, Math.min(documents.size(), from + size));
      Callable<Map<Integer, Refusal>> task = () -> bulk.create(part);
      answers.add(lanes.submit(task));
    }
    Map<Integer, Refusal> refused = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      int from = i * size;
      await(answers.get(i)).forEach((place, refusal) -> refused.put(from + place, refusal));
    }
    return refused.isEmpty() ? Outcome.ALL_STORED : new Outcome(refused);
  }

  private static <T> T await(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreClient.away(e);
    }
  }

  @Override
  public Optional<Event> get(String documentId) {
    SearchResponse<ObjectNode> found =
        search(new SearchRequest.Builder().query(q -> q.ids(i -> i.values(documentId))).size(1));
    return found.hits().hits().stream().findFirst().map(OpenSearchEventStore::event);
  }

  @Override
  public EventPage search(EventSearch search) {
    SearchRequest.Builder request =
        new SearchRequest.Builder()
            .query(EventQueries.of(search))
            .size(search.size())
            .trackTotalHits(t -> t.enabled(true));
    if (search.size() > 0) {
      request.sort(YOUNGEST);
      List<FieldValue> after = PageCursor.read(search.cursor(), YOUNGEST.size());
      if (!after.isEmpty()) {
        request.searchAfter(after);
      }
    }
    if (search.buckets() > 0) {
      Bars.ask(request, search);
    }
    SearchResponse<ObjectNode> found = search(request);
    List<Hit<ObjectNode>> hits = found.hits().hits();
    long total = found.hits().total() == null ? 0 : found.hits().total().value();
    return new EventPage(
        total,
        cursor(hits, search.size()),
        hits.stream().map(OpenSearchEventStore::event).toList(),
        search.buckets() > 0 ? Bars.read(found, search) : List.of());
  }

  @Override
  public long count(EventScan scan) {
    Query query = EventQueries.of(scan);
    return client.call(
        c ->
            c.count(
                    r ->
                        r.index(EventIndices.ALL)
                            .query(query)
                            .ignoreUnavailable(true)
                            .allowNoIndices(true))
                .count());
  }

  /** The next page is fetched and read while the last one is worked on. */
  @Override
  public void scan(EventScan scan, Predicate<List<Event>> page) {
    ObjectNode request = scanRequest(scan);
    Future<ScanPage> next = lanes.submit(() -> page(request));
    while (true) {
      ScanPage read = await(next);
      boolean isLast = read.events().size() < SCANNED;
      if (!isLast) {
        ObjectNode after = request.deepCopy().set("search_after", read.end());
        next = lanes.submit(() -> page(after));
      }
      boolean goesOn = !read.events().isEmpty() && page.test(read.events());
      if (!goesOn || isLast) {
        next.cancel(true);
        return;
      }
    }
  }

  private static ObjectNode scanRequest(EventScan scan) {
    SearchRequest request =
        new SearchRequest.Builder()
            .query(EventQueries.of(scan))
            .size(SCANNED)
            .sort(OLDEST)
            .trackTotalHits(t -> t.enabled(false))
            .build();
    try {
      return (ObjectNode) StoreClient.JSON.readTree(request.toJsonString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ScanPage page(ObjectNode request) {
    try (Reply reply = client.search("/" + EventIndices.ALL + "/_search", WHOLE, request)) {
      if (reply.isRefusal()) {
        StoreClient.Answer refusal =
            new StoreClient.Answer(reply.status(), StoreClient.JSON.readTree(reply.body()));
        throw new IllegalArgumentException("the store cannot answer this: " + refusal.reason());
      }
      return ScanPage.read(reply.body());
    } catch (IOException e) {
      throw StoreClient.away(e);
    }
  }

  private SearchResponse<ObjectNode> search(SearchRequest.Builder request) {
    SearchRequest built =
        request.index(EventIndices.ALL).ignoreUnavailable(true).allowNoIndices(true).build();
    try {
      return client.call(c -> c.search(built, ObjectNode.class));
    } catch (OpenSearchException refused) {
      throw new IllegalArgumentException(
          "the store cannot answer this: " + refused.getMessage() + causes(refused));
    }
  }

  private static String causes(OpenSearchException refused) {
    return refused.error().rootCause().stream()
        .map(cause -> "; " + cause.reason())
        .distinct()
        .collect(Collectors.joining());
  }

  /** A full page may have a next one, a page that is not full has none. */
  private static @Nullable String cursor(List<Hit<ObjectNode>> hits, int size) {
    return size == 0 || hits.size() < size ? null : PageCursor.write(hits.getLast().sort());
  }

  private static Event event(Hit<ObjectNode> hit) {
    ObjectNode source = hit.source();
    if (source == null || hit.id() == null) {
      throw new IllegalStateException("a hit without its document");
    }
    return EventHits.event(hit.id(), source);
  }

  @Override
  public long count() {
    return client.call(
        c ->
            c.count(r -> r.index(EventIndices.ALL).ignoreUnavailable(true).allowNoIndices(true))
                .count());
  }

  /** How many events the store holds of each source, after a {@link #refresh()} all of them. */
  public Map<String, Long> countBySource() {
    EventScan all =
        new EventScan(new songlam.core.query.Query.Everything(), Long.MIN_VALUE, Long.MAX_VALUE);
    return countBy(EcsField.SONGLAM_SOURCE, all);
  }

  @Override
  public Map<String, Long> countBy(EcsField field, EventScan scan) {
    return Terms.read(
        search(Terms.ask(field.fieldName()).query(EventQueries.of(scan))).aggregations());
  }

  /** Values kept in their documents but too long to be found by, since the start. */
  public long longValues() {
    return longValues.sum();
  }

  @Override
  public void refresh() {
    client.refresh(EventIndices.ALL);
  }

  @Override
  public void close() {
    lanes.close();
  }
}
