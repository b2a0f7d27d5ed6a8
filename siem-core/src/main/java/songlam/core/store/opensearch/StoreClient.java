package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;
import songlam.core.pipeline.StoreAwayException;

/**
 * The one connection to the store, shared by all its ports. Brings the templates up to date before
 * the first call that gets through. Safe for any number of threads; calls block.
 */
public final class StoreClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String NDJSON_TYPE = "application/x-ndjson";
  private static final String JSON_TYPE = "application/json";
  private static final Map<String, String> BRIEFLY =
      Map.of("filter_path", "errors,items.*.status,items.*.error");

  private final OpenSearchTransport transport;
  private final OpenSearchClient typed;
  private final OpenSearchGenericClient plain;
  private final Schema schema = new Schema(this);

  /** Connects to nobody yet: the store may come later. */
  public StoreClient(StoreAddress address) {
    this.transport = Transports.to(address, new JacksonJsonpMapper(JSON));
    this.typed = new OpenSearchClient(transport);
    this.plain = new OpenSearchGenericClient(transport);
  }

  /** What is asked of the store. */
  interface Call<T> {
    T by(OpenSearchClient client) throws IOException;
  }

  /**
   * @param status of HTTP
   * @param body parsed, empty when there was none
   */
  record Answer(int status, JsonNode body) {
    /** Why the store refused. */
    String reason() {
      JsonNode error = body.path("error");
      JsonNode cause = error.path("caused_by").path("reason");
      String reason = error.path("reason").asText(error.asText("status " + status));
      return cause.isMissingNode() ? reason : reason + ": " + cause.asText();
    }
  }

  /**
   * Calls through the typed client.
   *
   * @throws StoreAwayException when the store cannot be reached or cannot take it now
   * @throws OpenSearchException when it refuses, other than for lack of room
   */
  <T> T call(Call<T> call) {
    schema.ensure();
    try {
      return call.by(typed);
    } catch (IOException e) {
      throw away(e);
    } catch (OpenSearchException e) {
      if (isTemporary(e.status())) {
        throw away(e);
      }
      throw e;
    }
  }

  /** Sends a request as it stands and reads the whole answer; 4xx is an answer. */
  Answer send(String method, String path, Map<String, String> query, JsonNode body) {
    try {
      byte[] bytes = body.isMissingNode() ? new byte[0] : JSON.writeValueAsBytes(body);
      try (Reply reply = open(json(method, path, query, bytes))) {
        JsonNode parsed = JSON.readTree(reply.body());
        return new Answer(reply.status(), parsed == null ? JSON.missingNode() : parsed);
      }
    } catch (IOException e) {
      throw away(e);
    }
  }

  /** As {@link #send} with something that must succeed. */
  JsonNode require(String method, String path, Map<String, String> query, JsonNode body) {
    Answer answer = send(method, path, query, body);
    if (answer.status() >= 300) {
      throw new IllegalStateException("store: " + method + " " + path + ": " + answer.reason());
    }
    return answer.body();
  }

  JsonNode get(String path, Map<String, String> query) {
    return require("GET", path, query, JSON.missingNode());
  }

  /** The answer to a request, to be read and closed by the caller; 429 and 5xx mean away. */
  private Reply open(Request request) throws IOException {
    try {
      return Reply.of(plain.execute(request));
    } catch (ResponseException e) {
      if (isTemporary(e.status())) {
        throw e;
      }
      return Reply.of(e);
    }
  }

  /** Sends the lines of a {@code _bulk} request; the reply is the caller's to read and close. */
  Reply bulk(String path, GrowingBytes lines) throws IOException {
    return open(lines(path, Map.of(), lines));
  }

  /** The same for events; of what went well the reply has nothing but the status. */
  Reply bulk(GrowingBytes lines) throws IOException {
    return open(lines("/_bulk", BRIEFLY, lines));
  }

  /**
   * Searches; the answer is the caller's to read, as it comes, and close.
   *
   * @throws IOException when the store cannot be reached or cannot take it now
   */
  Reply search(String path, Map<String, String> query, JsonNode body) throws IOException {
    schema.ensure();
    return open(json("POST", path, query, JSON.writeValueAsBytes(body)));
  }

  /**
   * Asks who is there.
   *
   * @throws StoreAwayException when nobody answers, or does not let us in
   * @throws IllegalStateException when it answers otherwise than a store does
   */
  public void greet() {
    get("/", Map.of());
  }

  /** Makes sure that templates and indices are there. */
  void ensureSchema() {
    schema.ensure();
  }

  /** Makes all writes to these indices visible to searches. */
  void refresh(String indices) {
    call(c -> c.indices().refresh(r -> r.index(indices).ignoreUnavailable(true)));
  }

  private static Request lines(String path, Map<String, String> query, GrowingBytes lines) {
    return new ByteRequest("POST", path, query, NDJSON_TYPE, lines.array(), lines.size());
  }

  private static Request json(String method, String path, Map<String, String> query, byte[] body) {
    return new ByteRequest(method, path, query, JSON_TYPE, body, body.length);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static StoreAwayException away(Exception cause) {
    return new StoreAwayException("the store is away: " + AwayReason.of(cause), cause);
  }

  static boolean isTemporary(int status) {
    return status == 429 || status == 408 || status >= 500 || status == 401 || status == 403;
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
