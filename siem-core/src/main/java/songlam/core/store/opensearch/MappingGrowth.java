package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indices made before an upgrade learn the fields that are new. What they have they keep: a field
 * whose mapping changed has the new one from the next index on.
 */
final class MappingGrowth {
  private static final Logger LOG = LoggerFactory.getLogger(MappingGrowth.class);
  private static final String PROPERTIES = "properties";
  private static final Map<String, String> IF_THERE =
      Map.of("ignore_unavailable", "true", "allow_no_indices", "true");

  private final StoreClient client;

  MappingGrowth(StoreClient client) {
    this.client = client;
  }

  /**
   * @param indices a name or a pattern
   * @param wanted mappings as a template has them
   */
  void grow(String indices, JsonNode wanted) {
    StoreClient.Answer present =
        client.send("GET", "/" + indices + "/_mapping", IF_THERE, StoreClient.JSON.missingNode());
    for (Map.Entry<String, JsonNode> index : present.body().properties()) {
      JsonNode has = index.getValue().path("mappings").path(PROPERTIES);
      ObjectNode missing = missing(wanted.path(PROPERTIES), has);
      if (!missing.isEmpty()) {
        put(index.getKey(), missing);
      }
    }
  }

  private void put(String index, ObjectNode missing) {
    ObjectNode body = StoreClient.object().set(PROPERTIES, missing);
    StoreClient.Answer answer = client.send("PUT", "/" + index + "/_mapping", Map.of(), body);
    if (answer.status() >= 300 && answer.status() != 404) {
      LOG.warn("store: {} keeps its mapping: {}", index, answer.reason());
    }
  }

  /** The part of what is wanted that is not there, however deep. */
  static ObjectNode missing(JsonNode wanted, JsonNode has) {
    ObjectNode missing = StoreClient.object();
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      JsonNode there = has.path(field.getKey());
      if (there.isMissingNode()) {
        missing.set(field.getKey(), field.getValue());
      } else if (field.getValue().has(PROPERTIES)) {
        ObjectNode inner = missing(field.getValue().path(PROPERTIES), there.path(PROPERTIES));
        if (!inner.isEmpty()) {
          missing.putObject(field.getKey()).set(PROPERTIES, inner);
        }
      }
    }
    return missing;
  }
}
