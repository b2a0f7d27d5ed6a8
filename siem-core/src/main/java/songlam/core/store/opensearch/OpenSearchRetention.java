package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.store.DataSet;
import songlam.core.store.opensearch.EventIndex.Why;

/**
 * Deletes what is too old or too much, whole indices at a time, and keeps account: each deletion is
 * written down before it happens, with the number of events it takes, and counts once the index is
 * gone. A crash in between is made good by the next {@link #run()}. The index of a data set that is
 * written now is never deleted. Calls block; one thread at a time calls {@link #run()}.
 */
public final class OpenSearchRetention {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchRetention.class);
  private static final String RECORDS = PlainIndex.RETENTION.indexName();
  private static final int MOST_RECORDS = 1_000;

  private final StoreClient client;
  private final Map<DataSet, Rule> rules;
  private final Clock clock;

  /**
   * @param keep events taken in longer ago are deleted
   * @param mostBytes when a data set takes more on disk its oldest indices are deleted
   */
  public record Rule(Duration keep, long mostBytes) {
    public Rule {
      if (keep.isNegative() || keep.isZero() || mostBytes <= 0) {
        throw new IllegalArgumentException(
            "retention: " + keep + ", " + mostBytes + " bytes (expected: more than nothing)");
      }
    }
  }

  /**
   * One index that is gone.
   *
   * @param why {@code age} or {@code size}
   * @param at wall clock, milliseconds
   */
  public record Deletion(String index, String why, long documents, long bytes, long at) {}

  /**
   * @param rules of single data sets
   * @param otherwise of all others
   */
  public OpenSearchRetention(
      StoreClient client, Map<DataSet, Rule> rules, Rule otherwise, Clock clock) {
    this.client = client;
    this.rules = new EnumMap<>(DataSet.class);
    for (DataSet set : DataSet.values()) {
      this.rules.put(set, rules.getOrDefault(set, otherwise));
    }
    this.clock = clock;
  }

  /**
   * Deletes what is due, and says what that was.
   *
   * @throws songlam.core.pipeline.StoreAwayException when the store is away; called again later
   */
  public List<Deletion> run() {
    client.ensureSchema();
    List<EventIndex> indices = EventIndex.all(client);
    finish(indices);
    List<Deletion> deletions = new ArrayList<>();
    for (DataSet set : DataSet.values()) {
      List<EventIndex> own =
          indices.stream()
              .filter(index -> index.isOf(set))
              .sorted(Comparator.comparingLong(EventIndex::createdAt))
              .toList();
      due(own, rule(set)).forEach((index, why) -> deletions.add(delete(index, why)));
    }
    return deletions;
  }

  private Rule rule(DataSet set) {
    Rule rule = rules.get(set);
    if (rule == null) {
      throw new IllegalStateException("no rule for " + set);
    }
    return rule;
  }

  /** Oldest first, never the youngest. */
  private Map<EventIndex, Why> due(List<EventIndex> oldestFirst, Rule rule) {
    Map<EventIndex, Why> due = new LinkedHashMap<>();
    long bytes = oldestFirst.stream().mapToLong(EventIndex::bytes).sum();
    long horizon = clock.millis() - rule.keep().toMillis();
    for (EventIndex index : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - 1))) {
      boolean old = index.closedAt() < horizon;
      if (old || bytes > rule.mostBytes()) {
        due.put(index, old ? Why.AGE : Why.SIZE);
        bytes -= index.bytes();
      }
    }
    return due;
  }

  private Deletion delete(EventIndex index, Why why) {
    client.refresh(index.name());
    long documents = client.get("/" + index.name() + "/_count", Map.of()).path("count").asLong();
    Deletion deletion =
        new Deletion(index.name(), why.label(), documents, index.bytes(), clock.millis());
    record(index.uuid(), deletion, false);
    remove(index.name());
    record(index.uuid(), deletion, true);
    LOG.info(
        "store: retention deleted {} ({} events, {} bytes) by {}",
        index.name(),
        documents,
        index.bytes(),
        why.label());
    return deletion;
  }

  private void remove(String index) {
    StoreClient.Answer answer =
        client.send("DELETE", "/" + index, Map.of(), StoreClient.JSON.missingNode());
    if (answer.status() >= 300 && answer.status() != 404) {
      throw new IllegalStateException("store: " + index + ": " + answer.reason());
    }
  }

  private void record(String uuid, Deletion deletion, boolean done) {
    ObjectNode document = StoreClient.object();
    document.put("index", deletion.index()).put("why", deletion.why()).put("done", done);
    document.put("documents", deletion.documents()).put("bytes", deletion.bytes());
    document.put("at", deletion.at());
    String path = "/" + RECORDS + "/_doc/" + PeopleSide.encoded(uuid);
    client.require("PUT", path, Map.of("refresh", "true"), document);
  }

  /** Deletions that a crash cut off: the index may be gone already. */
  private void finish(List<EventIndex> indices) {
    Set<String> there = new HashSet<>();
    indices.forEach(index -> there.add(index.uuid()));
    for (JsonNode hit : records(false, MOST_RECORDS)) {
      String uuid = hit.path("_id").asText();
      if (!there.contains(uuid)) {
        record(uuid, deletion(hit.path("_source")), true);
      }
    }
  }

  private static Deletion deletion(JsonNode source) {
    return new Deletion(
        source.path("index").asText(),
        source.path("why").asText(),
        source.path("documents").asLong(),
        source.path("bytes").asLong(),
        source.path("at").asLong());
  }

  private JsonNode records(boolean done, int size) {
    ObjectNode body = search(done).put("size", size);
    body.putObject("sort").put("at", "desc");
    return client
        .require("POST", "/" + RECORDS + "/_search", Map.of(), body)
        .path("hits")
        .path("hits");
  }

  private static ObjectNode search(boolean done) {
    ObjectNode body = StoreClient.object();
    body.putObject("query").putObject("term").put("done", done);
    return body;
  }

  /** Events that retention has deleted since the installation began. */
  public long expired() {
    client.ensureSchema();
    ObjectNode body = search(true).put("size", 0);
    body.putObject("aggs").putObject("sum").putObject("sum").put("field", "documents");
    JsonNode answer = client.require("POST", "/" + RECORDS + "/_search", Map.of(), body);
    return answer.path("aggregations").path("sum").path("value").asLong();
  }

  /**
   * What was deleted, last first.
   *
   * @param size at most this many, 1 to 1,000
   */
  public List<Deletion> deletions(int size) {
    client.ensureSchema();
    List<Deletion> deletions = new ArrayList<>();
    records(true, Math.clamp(size, 1, MOST_RECORDS))
        .forEach(hit -> deletions.add(deletion(hit.path("_source"))));
    return deletions;
  }
}
