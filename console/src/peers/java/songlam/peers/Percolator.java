package songlam.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import songlam.core.detect.index.IndexedDetector;

/**
 * OpenSearch's percolator: rules as stored queries, many events in one request, several requests at
 * once. The server has all cores; the documents' JSON is written beforehand.
 */
final class Percolator implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RULES_AT_ONCE = 500;

  /** A search before and behind the documents: every rule that matches, unscored, unread. */
  private static final String BEFORE =
      """
      {"size": 100000, "_source": false, "track_total_hits": false, "sort": ["_doc"],
       "query": {"constant_score": {"filter": {"percolate": {"field": "query", "documents": [""";

  private static final String BEHIND = "]}}}}}";

  private final PercolatorServer server;
  private final Fields fields;
  private final Batch batch;
  private final PercolatorQueries queries;
  private final Map<Map<String, List<String>>, String> written = new IdentityHashMap<>();

  /**
   * @param server its index of rules is made anew; stays open
   */
  Percolator(PercolatorServer server, Fields fields, Batch batch) {
    this.server = server;
    this.fields = fields;
    this.batch = batch;
    this.queries = new PercolatorQueries(fields);
  }

  /**
   * @param documents of one request
   * @param requests at once
   */
  record Batch(int documents, int requests) {}

  @Override
  public Map<String, String> load(List<IndexedDetector.Rule> rules) throws Exception {
    Map<String, String> refused = new HashMap<>();
    Map<String, String> lines = new LinkedHashMap<>();
    for (IndexedDetector.Rule rule : rules) {
      String id = rule.ref().id();
      try {
        ObjectNode stored = JSON.createObjectNode();
        stored.set("query", queries.query(fields.route(rule), rule.condition()));
        lines.put(id, stored.toString());
      } catch (UntranslatableException e) {
        refused.put(id, e.getMessage());
      }
    }
    server.send("DELETE", "/rules", "");
    String made = server.send("PUT", "/rules", queries.mapping());
    if (!made.contains("\"acknowledged\":true")) {
      throw new IOException(made);
    }
    List<String> ids = new ArrayList<>(lines.keySet());
    for (int from = 0; from < ids.size(); from += RULES_AT_ONCE) {
      store(ids.subList(from, Math.min(ids.size(), from + RULES_AT_ONCE)), lines, refused);
    }
    server.send("POST", "/rules/_forcemerge?max_num_segments=1", "");
    server.send("POST", "/rules/_refresh", "");
    return refused;
  }

  private void store(List<String> ids, Map<String, String> lines, Map<String, String> refused)
      throws Exception {
    StringBuilder bulk = new StringBuilder();
    for (String id : ids) {
      ObjectNode action = JSON.createObjectNode();
      action.putObject("index").put("_id", id);
      bulk.append(action.toString()).append('\n').append(lines.get(id)).append('\n');
    }
    JsonNode answer = JSON.readTree(server.send("POST", "/_bulk?index=rules", bulk.toString()));
    if (!answer.has("items")) {
      throw new IOException(answer.toString());
    }
    for (JsonNode item : answer.path("items")) {
      JsonNode error = item.path("index").path("error");
      if (!error.isMissingNode()) {
        String cause = error.path("caused_by").path("reason").asText();
        refused.put(
            item.path("index").path("_id").asText(),
            cause.isEmpty() ? error.path("reason").asText() : cause);
      }
    }
  }

  @Override
  public int atOnce() {
    return batch.documents() * batch.requests();
  }

  @Override
  public Set<String> match(Map<String, List<String>> event, List<Integer> routes)
      throws Exception {
    return matchAll(List.of(event), List.of(routes)).getFirst();
  }

  @Override
  public List<Set<String>> matchAll(
      List<Map<String, List<String>>> events, List<List<Integer>> routes) throws Exception {
    int documents = batch.documents();
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int from = 0; from < events.size(); from += documents) {
      int to = Math.min(events.size(), from + documents);
      StringBuilder body = new StringBuilder(BEFORE);
      for (int i = from; i < to; i++) {
        List<Integer> fitting = routes.get(i);
        body.append(i == from ? "" : ",");
        body.append(
            written.computeIfAbsent(
                events.get(i), event -> queries.document(event, fitting).toString()));
      }
      String path = "/rules/_search?filter_path=hits.hits._id,hits.hits.fields,error,_shards.failures";
      answers.add(
          server
              .client()
              .sendAsync(
                  server.request("POST", path, body.append(BEHIND).toString()),
                  HttpResponse.BodyHandlers.ofByteArray()));
    }
    List<Set<String>> matches = new ArrayList<>();
    events.forEach(_ -> matches.add(new HashSet<>()));
    for (int i = 0; i < answers.size(); i++) {
      take(JSON.readTree(answers.get(i).get().body()), matches, i * documents);
    }
    return matches;
  }

  private static void take(JsonNode answer, List<Set<String>> matches, int first)
      throws IOException {
    if (answer.has("error") || answer.has("_shards")) {
      throw new IOException(answer.toString());
    }
    for (JsonNode hit : answer.path("hits").path("hits")) {
      for (JsonNode slot : hit.path("fields").path("_percolator_document_slot")) {
        matches.get(first + slot.asInt()).add(hit.path("_id").asText());
      }
    }
  }

  @Override
  public void close() {}
}
