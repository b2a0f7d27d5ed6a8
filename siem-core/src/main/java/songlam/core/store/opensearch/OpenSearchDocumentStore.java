package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.search.Hit;
import songlam.core.store.DocumentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredDocument;
import songlam.core.store.VersionConflictException;

/** Small documents of all kinds in one mutable index; a version is the store's own. */
public final class OpenSearchDocumentStore implements DocumentStore {
  private static final String INDEX = PlainIndex.DOCUMENTS.indexName();
  private static final int LARGEST_PAGE = 1_000;
  private static final List<SortOptions> LAST_FIRST =
      List.of(PeopleSide.sort("key", SortOrder.Desc));

  private final StoreClient client;
  private final Clock clock;
  private final AtomicLong lastAppended = new AtomicLong();

  /**
   * @param clock gives what is appended its place after what was appended before a restart
   */
  public OpenSearchDocumentStore(StoreClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  private static String path(String call, String kind, String id) {
    return "/" + INDEX + "/" + call + "/" + PeopleSide.encoded(kind + "/" + id);
  }

  @Override
  public StoredDocument put(String kind, String id, String json, @Nullable String version) {
    client.ensureSchema();
    ObjectNode document = StoreClient.object();
    document.put("kind", kind).put("key", id).put("body", json);
    Map<String, String> condition = new HashMap<>();
    if (version != null) {
      String[] parts = version.split("-", 2);
      if (!version.matches("[0-9]{1,18}-[0-9]{1,18}")) {
        throw conflict(kind, id, version);
      }
      condition.put("if_seq_no", parts[0]);
      condition.put("if_primary_term", parts[1]);
    }
    String call = version == null ? "_create" : "_doc";
    StoreClient.Answer answer = client.send("PUT", path(call, kind, id), condition, document);
    if (answer.status() == 409) {
      throw conflict(kind, id, version);
    }
    if (answer.status() >= 300) {
      throw new IllegalStateException("store: " + kind + "/" + id + ": " + answer.reason());
    }
    return new StoredDocument(id, json, version(answer.body()));
  }

  private VersionConflictException conflict(String kind, String id, @Nullable String version) {
    String found = get(kind, id).map(StoredDocument::version).orElse("none");
    return new VersionConflictException(id, version == null ? "none" : version, found);
  }

  private static String version(JsonNode node) {
    return node.path("_seq_no").asText() + "-" + node.path("_primary_term").asText();
  }

  @Override
  public StoredDocument append(String kind, String json) {
    long place = lastAppended.updateAndGet(last -> Math.max(last + 1, clock.millis() << 12));
    return put(kind, String.format("%016x", place), json, null);
  }

  @Override
  public Optional<StoredDocument> get(String kind, String id) {
    client.ensureSchema();
    StoreClient.Answer answer =
        client.send("GET", path("_doc", kind, id), Map.of(), StoreClient.JSON.missingNode());
    if (!answer.body().path("found").asBoolean()) {
      return Optional.empty();
    }
    String body = answer.body().path("_source").path("body").asText();
    return Optional.of(new StoredDocument(id, body, version(answer.body())));
  }

  @Override
  public boolean delete(String kind, String id) {
    client.ensureSchema();
    StoreClient.Answer answer =
        client.send("DELETE", path("_doc", kind, id), Map.of(), StoreClient.JSON.missingNode());
    return answer.body().path("result").asText().equals("deleted");
  }

  @Override
  public Page<StoredDocument> list(String kind, int size, @Nullable String cursor) {
    if (size < 0 || size > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "size: " + size + " (expected: 0 to " + LARGEST_PAGE + ")");
    }
    Query query = Query.of(q -> q.term(t -> t.field("kind").value(FieldValue.of(kind))));
    SearchRequest.Builder request =
        new SearchRequest.Builder()
            .index(INDEX)
            .query(query)
            .size(size)
            .sort(LAST_FIRST)
            .seqNoPrimaryTerm(true)
            .trackTotalHits(t -> t.enabled(true));
    List<FieldValue> after = PageCursor.read(cursor, LAST_FIRST.size());
    if (!after.isEmpty()) {
      request.searchAfter(after);
    }
    SearchRequest built = request.build();
    SearchResponse<ObjectNode> found = client.call(c -> c.search(built, ObjectNode.class));
    List<Hit<ObjectNode>> hits = found.hits().hits();
    String next = size == 0 || hits.size() < size ? null : PageCursor.write(hits.getLast().sort());
    long total = found.hits().total() == null ? 0 : found.hits().total().value();
    return new Page<>(total, next, hits.stream().map(OpenSearchDocumentStore::item).toList());
  }

  private static StoredDocument item(Hit<ObjectNode> hit) {
    ObjectNode source = hit.source();
    if (source == null) {
      throw new IllegalStateException("store: a hit without its document");
    }
    return new StoredDocument(
        source.path("key").asText(),
        source.path("body").asText(),
        hit.seqNo() + "-" + hit.primaryTerm());
  }

  @Override
  public void refresh() {
    client.refresh(INDEX);
  }
}
