package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.GetResponse;
import org.opensearch.client.opensearch.core.MgetRequest;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;
import songlam.core.correlate.Entity;
import songlam.core.event.Words;
import songlam.core.store.Page;
import songlam.core.store.Recent;
import songlam.core.store.VersionConflictException;

/**
 * Documents with two sides. The machine's is replaced by partial updates, which leave the rest
 * alone; the people's has a version of its own, so that growth does not spoil what a person read,
 * and is written under {@code if_seq_no}, so that no two writers overwrite each other.
 *
 * @param <T> what is stored
 */
final class PeopleSide<T> {
  private static final int CONFLICT = 409;
  private static final int GONE = 404;
  private static final String NO_INDEX = "index_not_found_exception";
  private static final int TRIES = 20;
  private static final int REMEMBERED = 20_000;
  private static final JsonNode WHOLE = BooleanNode.TRUE;

  /** What the machine wrote comes not back: the longest of its fields. */
  private static final JsonNode WITHOUT_TEXT =
      StoreClient.object().set("excludes", array(List.of("machine", "words", "entities")));

  private final StoreClient client;
  private final String index;
  private final Function<ObjectNode, T> reader;

  /** Documents that were there when last written; one that is not is written whole again. */
  private final Set<String> there =
      Collections.synchronizedSet(Collections.newSetFromMap(new Recent<>(REMEMBERED)));

  PeopleSide(StoreClient client, PlainIndex index, Function<ObjectNode, T> reader) {
    this.client = client;
    this.index = index.indexName();
    this.reader = reader;
  }

  /**
   * Changes some fields of documents.
   *
   * @param changed fields to set, by id
   * @return the documents as they are stored now, in that order, without those that are not there
   */
  List<T> update(Map<String, ObjectNode> changed) {
    return send(changed, _ -> null, WHOLE).values().stream().map(reader).toList();
  }

  /**
   * Creates documents or replaces their machine's side. That side is large and written often: once
   * a document is there it is sent once, and never read back.
   *
   * @param machines the machine's fields, by id
   * @param fresh the other fields of a document that is not there yet
   * @return what the store has of each besides its text, in that order
   */
  Map<String, ObjectNode> grow(Map<String, ObjectNode> machines, ObjectNode fresh) {
    Map<String, ObjectNode> stored =
        send(machines, id -> there.contains(id) ? null : fresh, WITHOUT_TEXT);
    Map<String, ObjectNode> gone = new LinkedHashMap<>(machines);
    gone.keySet().removeAll(stored.keySet());
    Map<String, ObjectNode> anew = send(gone, _ -> fresh, WITHOUT_TEXT);
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (String id : machines.keySet()) {
      ObjectNode one = stored.getOrDefault(id, anew.get(id));
      if (one != null) {
        all.put(id, one);
        there.add(id);
      }
    }
    return all;
  }

  private Map<String, ObjectNode> send(
      Map<String, ObjectNode> changed,
      Function<String, @Nullable ObjectNode> fresh,
      JsonNode returned) {
    Map<String, ObjectNode> stored = new LinkedHashMap<>();
    if (changed.isEmpty()) {
      return stored;
    }
    client.ensureSchema();
    try (Reply reply = client.bulk("/" + index + "/_bulk", lines(changed, fresh, returned))) {
      if (reply.isRefusal()) {
        throw new IllegalStateException(
            "store: "
                + index
                + ": "
                + new StoreClient.Answer(reply.status(), StoreClient.JSON.readTree(reply.body()))
                    .reason());
      }
      List<BulkAnswer.Item> items = BulkAnswer.items(reply.body());
      requireDone(items);
      List<String> ids = List.copyOf(changed.keySet());
      for (BulkAnswer.Item item : items) {
        ObjectNode document = item.document();
        if (document != null) {
          stored.put(ids.get(item.place()), document);
        }
      }
      return stored;
    } catch (IOException e) {
      throw StoreClient.away(e);
    }
  }

  private static GrowingBytes lines(
      Map<String, ObjectNode> changed,
      Function<String, @Nullable ObjectNode> fresh,
      JsonNode returned)
      throws IOException {
    GrowingBytes lines = new GrowingBytes(1 << 14);
    for (Map.Entry<String, ObjectNode> one : changed.entrySet()) {
      String id = one.getKey();
      ObjectNode action = StoreClient.object();
      action
          .putObject("update")
          .put("_id", id)
          .put("retry_on_conflict", TRIES)
          .set("_source", returned);
      ObjectNode body = StoreClient.object().set("doc", one.getValue());
      ObjectNode besides = fresh.apply(id);
      if (besides != null) {
        body.set("upsert", besides.deepCopy().put("id", id).setAll(one.getValue()));
      }
      for (ObjectNode line : List.of(action, body)) {
        StoreClient.JSON.writeValue(lines, line);
        lines.write('\n');
      }
    }
    return lines;
  }

  private void requireDone(List<BulkAnswer.Item> items) throws IOException {
    for (BulkAnswer.Item item : items) {
      if (StoreClient.isTemporary(item.status())) {
        throw new IOException(item.reason());
      }
      if (item.status() >= 300 && item.status() != GONE) {
        throw new IllegalStateException("store: " + index + ": " + item.reason());
      }
    }
  }

  /**
   * Those of the ids that are stored, by id.
   *
   * @throws songlam.core.pipeline.StoreAwayException also when only some cannot be read now: after
   *     a restart the store answers before it has all shards, and nothing is wrong with the ids
   */
  Map<String, T> get(Collection<String> ids) {
    Map<String, T> found = new LinkedHashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    MgetRequest request = MgetRequest.of(g -> g.index(index).ids(List.copyOf(ids)));
    for (MultiGetResponseItem<ObjectNode> item :
        client.call(c -> c.mget(request, ObjectNode.class)).docs()) {
      if (item.isFailure() && item.failure().error().type().equals(NO_INDEX)) {
        continue;
      }
      if (item.isFailure()) {
        throw StoreClient.away(new IOException(index + ": " + item.failure().error().reason()));
      }
      ObjectNode document = item.result().source();
      if (item.result().found() && document != null) {
        found.put(item.result().id(), reader.apply(document));
      }
    }
    return found;
  }

  private Optional<GetResponse<ObjectNode>> read(String id) {
    GetResponse<ObjectNode> found =
        client.call(c -> c.get(g -> g.index(index).id(id), ObjectNode.class));
    return found.found() ? Optional.of(found) : Optional.empty();
  }

  private static ObjectNode source(GetResponse<ObjectNode> found) {
    ObjectNode source = found.source();
    if (source == null) {
      throw new IllegalStateException("store: " + found.id() + " without its document");
    }
    return source;
  }

  /**
   * Changes the people's side.
   *
   * @throws VersionConflictException when the version is no longer the one stored
   * @throws NoSuchElementException when there is no such document
   */
  T change(String id, String version, ObjectNode fields) {
    for (int i = 0; i < TRIES; i++) {
      GetResponse<ObjectNode> found =
          read(id)
              .orElseThrow(() -> new NoSuchElementException(index + ": " + id + " is not stored"));
      ObjectNode document = source(found);
      String stored = document.path("version").asText();
      if (!stored.equals(version)) {
        throw new VersionConflictException(id, version, stored);
      }
      document.setAll(fields);
      document.put("version", Long.parseLong(stored) + 1);
      if (write(found, document)) {
        return reader.apply(document);
      }
    }
    throw new IllegalStateException(index + ": " + id + " changes too fast");
  }

  /** False when somebody else was faster. */
  private boolean write(GetResponse<ObjectNode> read, ObjectNode document) {
    Map<String, String> condition =
        Map.of(
            "if_seq_no", String.valueOf(read.seqNo()),
            "if_primary_term", String.valueOf(read.primaryTerm()));
    String path = "/" + index + "/_doc/" + encoded(read.id());
    StoreClient.Answer answer = client.send("PUT", path, condition, document);
    if (answer.status() >= 300 && answer.status() != CONFLICT) {
      throw new IllegalStateException("store: " + index + ": " + answer.reason());
    }
    return answer.status() != CONFLICT;
  }

  static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  Page<T> search(Query query, List<SortOptions> order, int size, @Nullable String cursor) {
    SearchRequest.Builder request =
        new SearchRequest.Builder()
            .index(index)
            .query(query)
            .size(size)
            .sort(order)
            .trackTotalHits(t -> t.enabled(true));
    var after = PageCursor.read(cursor, order.size());
    if (!after.isEmpty()) {
      request.searchAfter(after);
    }
    SearchRequest built = request.build();
    SearchResponse<ObjectNode> found = client.call(c -> c.search(built, ObjectNode.class));
    List<Hit<ObjectNode>> hits = found.hits().hits();
    long total = found.hits().total() == null ? 0 : found.hits().total().value();
    String next = size == 0 || hits.size() < size ? null : PageCursor.write(hits.getLast().sort());
    return new Page<>(total, next, hits.stream().map(this::item).toList());
  }

  /** How many of these documents have each value of a field. */
  Map<String, Long> countBy(String field, Query query) {
    SearchRequest built = Terms.ask(field).index(index).query(query).build();
    return Terms.read(client.call(c -> c.search(built, ObjectNode.class)).aggregations());
  }

  private T item(Hit<ObjectNode> hit) {
    ObjectNode source = hit.source();
    if (source == null) {
      throw new IllegalStateException("store: a hit without its document");
    }
    return reader.apply(source);
  }

  void refresh() {
    client.refresh(index);
  }

  static SortOptions sort(String field, SortOrder order) {
    return SortOptions.of(s -> s.field(f -> f.field(field).order(order)));
  }

  /** One of these values; empty asks for all. */
  static void addAny(List<Query> all, String field, List<String> values) {
    if (!values.isEmpty()) {
      all.add(
          Query.of(
              q ->
                  q.terms(
                      t ->
                          t.field(field)
                              .terms(v -> v.value(values.stream().map(FieldValue::of).toList())))));
    }
  }

  /** This value; null asks for all. */
  static void addIs(List<Query> all, String field, @Nullable String value) {
    if (value != null) {
      addAny(all, field, List.of(value));
    }
  }

  /** Each of these words, anywhere in the field {@code words}. */
  static void addWords(List<Query> all, String words) {
    Words.asked(words).forEach(word -> all.add(contains(word)));
  }

  /** The word, anywhere in the field {@code words}. */
  static Query contains(String word) {
    StringBuilder pattern = new StringBuilder("*");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '*' || c == '?' || c == '\\') {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    String value = pattern.append('*').toString();
    return Query.of(q -> q.wildcard(w -> w.field("words").value(value)));
  }

  static Query all(List<Query> filters) {
    return Query.of(q -> q.bool(b -> b.filter(filters)));
  }

  /** By what an entity is asked for: its value, or kind and value. */
  static ArrayNode names(List<Entity> entities) {
    return array(
        entities.stream()
            .flatMap(e -> Stream.of(e.value(), e.kind() + ":" + e.value()))
            .distinct()
            .toList());
  }

  static ArrayNode array(List<String> values) {
    ArrayNode array = StoreClient.JSON.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
