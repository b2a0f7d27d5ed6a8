package songlam.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.AddressBlock;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Numbers;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;

/**
 * OpenSearch's percolator in a server of its own: queries kept in one segment of one shard, events
 * handed over a hundred at a time over loopback, which is the server's way.
 */
final class OpenSearchPercolator implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEAP_MEGABYTES = 2_048;
  private static final int RULES_AT_ONCE = 100;
  private static final int EVENTS_AT_ONCE = 100;
  private static final int MOST_HITS = 10_000;
  private static final int LONGEST_TERM = 8_000;

  private final Fields fields;
  private final QueryText queries;
  private final Path folder;
  private final EmbeddedOpenSearch server;
  private final HttpClient client;

  OpenSearchPercolator(Fields fields) throws Exception {
    this.fields = fields;
    this.queries = new QueryText(fields);
    this.folder = Files.createTempDirectory("percolator");
    // The server may run as another user, who has to pass through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    this.server =
        EmbeddedOpenSearch.start(
            new EmbeddedSettings(
                folder.resolve("store"), EmbeddedOpenSearch.distribution(), HEAP_MEGABYTES));
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (server.address().tls() != null) {
      builder.sslContext(server.address().tls());
    }
    this.client = builder.build();
    if (!server.awaitUp(Duration.ofMinutes(3))) {
      throw new IllegalStateException("the server is not up: " + server.state());
    }
  }

  @Override
  public Map<String, String> load(List<IndexedDetector.Rule> rules) throws Exception {
    Map<String, String> refused = new HashMap<>();
    Map<String, ObjectNode> texts = new HashMap<>();
    for (IndexedDetector.Rule rule : rules) {
      try {
        texts.put(rule.ref().id(), document(rule));
      } catch (UntranslatableException e) {
        refused.put(rule.ref().id(), e.getMessage());
      }
    }
    ask("PUT", "/_cluster/settings", "{\"persistent\":{\"indices.query.bool.max_clause_count\":100000}}");
    JsonNode made = ask("PUT", "/rules", index());
    if (!made.path("acknowledged").asBoolean()) {
      throw new IOException("no index: " + made);
    }
    List<String> ids = new ArrayList<>(texts.keySet());
    for (int from = 0; from < ids.size(); from += RULES_AT_ONCE) {
      StringBuilder bulk = new StringBuilder();
      for (String id : ids.subList(from, Math.min(ids.size(), from + RULES_AT_ONCE))) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject("index").put("_id", id);
        bulk.append(line).append('\n').append(texts.get(id)).append('\n');
      }
      for (JsonNode item : ask("POST", "/rules/_bulk", bulk.toString()).path("items")) {
        JsonNode error = item.path("index").path("error");
        if (!error.isMissingNode()) {
          refused.put(item.path("index").path("_id").asText(), error.path("type").asText());
        }
      }
    }
    ask("POST", "/rules/_forcemerge?max_num_segments=1", "");
    ask("POST", "/rules/_refresh", "");
    return refused;
  }

  /** The route is a part of the query, and a term: the percolator picks candidates by it. */
  private ObjectNode document(IndexedDetector.Rule rule) {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode all = document.putObject("query").putObject("bool").putArray("filter");
    all.addObject().putObject("term").put("route", "" + fields.route(rule));
    all.add(queries.of(rule.condition()));
    return document;
  }

  private String index() {
    ObjectNode index = JSON.createObjectNode();
    index
        .putObject("settings")
        .put("index.number_of_shards", 1)
        .put("index.number_of_replicas", 0)
        .put("index.refresh_interval", "-1")
        .put("index.max_regex_length", 100_000)
        .put("index.mapping.total_fields.limit", 100_000);
    ObjectNode mappings = index.putObject("mappings").put("dynamic", "strict");
    ObjectNode properties = mappings.putObject("properties");
    properties.putObject("query").put("type", "percolator");
    Set<String> words = new TreeSet<>(Set.of("route", "present"));
    fields.all().forEach(words::add);
    queries.cased().forEach(name -> words.add(name + "_c"));
    words.forEach(name -> properties.putObject(name).put("type", "keyword").put("doc_values", false));
    queries.numbers().forEach(name -> properties.putObject(name + "_n").put("type", "double"));
    queries.addresses().forEach(name -> properties.putObject(name + "_i").put("type", "ip"));
    return index.toString();
  }

  @Override
  public int batch() {
    return EVENTS_AT_ONCE;
  }

  @Override
  public Set<String> match(Map<String, List<String>> document, List<Integer> routes)
      throws Exception {
    return matchAll(List.of(document), List.of(routes)).getFirst();
  }

  @Override
  public List<Set<String>> matchAll(
      List<Map<String, List<String>>> documents, List<List<Integer>> routes) throws Exception {
    ObjectNode search = JSON.createObjectNode().put("size", MOST_HITS).put("_source", false);
    ObjectNode percolate =
        search
            .putObject("query")
            .putObject("constant_score")
            .putObject("filter")
            .putObject("percolate");
    percolate.put("field", "query");
    ArrayNode list = percolate.putArray("documents");
    List<Set<String>> found = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      list.add(document(documents.get(i), routes.get(i)));
      found.add(new HashSet<>());
    }
    JsonNode answer = ask("POST", "/rules/_search", search.toString());
    JsonNode hits = answer.path("hits");
    if (!answer.has("hits") || hits.path("total").path("value").asLong() > MOST_HITS) {
      throw new IOException("not all: " + answer.toString().substring(0, 500));
    }
    for (JsonNode hit : hits.path("hits")) {
      for (JsonNode slot : hit.path("fields").path("_percolator_document_slot")) {
        found.get(slot.asInt()).add(hit.path("_id").asText());
      }
    }
    return found;
  }

  private ObjectNode document(Map<String, List<String>> values, List<Integer> routes) {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode numbers = document.putArray("route");
    routes.forEach(route -> numbers.add("" + route));
    ArrayNode present = document.putArray("present");
    values.forEach(
        (name, texts) -> {
          present.add(name);
          ArrayNode folded = document.putArray(name);
          for (String text : texts) {
            String kept = text.length() > LONGEST_TERM ? text.substring(0, LONGEST_TERM) : text;
            folded.add(Fold.fold(kept));
            if (queries.cased().contains(name)) {
              document.withArray("/" + name + "_c").add(kept);
            }
            double number = queries.numbers().contains(name) ? Numbers.of(text) : Double.NaN;
            if (Double.isFinite(number)) {
              document.withArray("/" + name + "_n").add(number);
            }
            if (queries.addresses().contains(name) && AddressBlock.around(text, 128) != null) {
              document.withArray("/" + name + "_i").add(text);
            }
          }
        });
    return document;
  }

  private JsonNode ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().uri().resolve(path))
            .timeout(Duration.ofMinutes(2))
            .header("content-type", path.endsWith("_bulk") ? "application/x-ndjson" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return JSON.readTree(response.body());
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.close();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
