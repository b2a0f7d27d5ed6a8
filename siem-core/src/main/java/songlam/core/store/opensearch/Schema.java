package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Templates and indices in the store. Each template carries a number made from its content: what
 * differs is put, so an upgrade of the platform updates the store and every other start only looks.
 */
final class Schema {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String PREFIX = "songlam-ecs-";

  private final StoreClient client;
  private final MappingGrowth growth;
  private volatile boolean ready;

  Schema(StoreClient client) {
    this.client = client;
    this.growth = new MappingGrowth(client);
  }

  void ensure() {
    if (!ready) {
      synchronized (this) {
        if (!ready) {
          apply();
          ready = true;
        }
      }
    }
  }

  private void apply() {
    Map<String, ObjectNode> wanted = components();
    Map<String, Long> present =
        versions("/_component_template/songlam-*", "component_templates", "component_template");
    int put = 0;
    for (Map.Entry<String, ObjectNode> component : wanted.entrySet()) {
      put +=
          putWhenOther("/_component_template/", component.getKey(), component.getValue(), present);
    }
    Map<String, Long> templates =
        versions("/_index_template/songlam-*", "index_templates", "index_template");
    put += putWhenOther("/_index_template/", "songlam-events", eventTemplate(wanted), templates);
    for (PlainIndex index : PlainIndex.values()) {
      int changed =
          putWhenOther("/_index_template/", index.indexName(), index.template(), templates);
      create(index.indexName());
      if (changed > 0) {
        growth.grow(index.indexName(), index.template().path("template").path("mappings"));
      }
      put += changed;
    }
    if (put > 0) {
      growExisting(wanted);
      LOG.info("store: {} templates put", put);
    }
  }

  private static Map<String, ObjectNode> components() {
    Map<String, ObjectNode> components = new LinkedHashMap<>();
    Mappings.fieldSets()
        .forEach(
            (set, properties) -> {
              ObjectNode component = StoreClient.object();
              if (properties.toString().contains(Mappings.ANALYZER)) {
                // A part must stand by itself, or the store does not take it.
                component
                    .putObject("template")
                    .putObject("settings")
                    .set("analysis", Mappings.analysis());
              }
              component
                  .withObjectProperty("template")
                  .putObject("mappings")
                  .set("properties", properties);
              components.put(PREFIX + set, component);
            });
    return components;
  }

  private static ObjectNode eventTemplate(Map<String, ObjectNode> components) {
    ObjectNode template = StoreClient.object();
    template.putArray("index_patterns").add(EventIndices.ALL);
    ArrayNode parts = template.putArray("composed_of");
    components.keySet().forEach(parts::add);
    template.put("priority", 500);
    ObjectNode content = template.putObject("template");
    content.putObject("mappings").put("dynamic", "strict").put("date_detection", false);
    ObjectNode settings = content.putObject("settings");
    settings
        .put("index.number_of_shards", 1)
        .put("index.auto_expand_replicas", "0-1")
        .put("index.refresh_interval", "2s")
        .put("index.translog.durability", "request")
        .put("index.translog.flush_threshold_size", "1gb")
        .put("index.mapping.total_fields.limit", 3_000);
    return template;
  }

  /** Numbers of the templates that are there. */
  private Map<String, Long> versions(String path, String list, String body) {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (JsonNode item :
        client.send("GET", path, Map.of(), StoreClient.JSON.missingNode()).body().path(list)) {
      versions.put(item.path("name").asText(), item.path(body).path("version").asLong(-1));
    }
    return versions;
  }

  private int putWhenOther(
      String path, String name, ObjectNode template, Map<String, Long> present) {
    CRC32 crc = new CRC32();
    crc.update(template.toString().getBytes(StandardCharsets.UTF_8));
    long version = crc.getValue();
    if (present.getOrDefault(name, -1L) == version) {
      return 0;
    }
    client.require("PUT", path + name, Map.of(), template.put("version", version));
    return 1;
  }

  private void create(String index) {
    StoreClient.Answer answer =
        client.send("PUT", "/" + index, Map.of(), StoreClient.JSON.missingNode());
    if (answer.status() >= 300
        && !answer
            .body()
            .path("error")
            .path("type")
            .asText()
            .equals("resource_already_exists_exception")) {
      throw new IllegalStateException("store: " + index + ": " + answer.reason());
    }
  }

  private void growExisting(Map<String, ObjectNode> components) {
    components
        .values()
        .forEach(part -> growth.grow(EventIndices.ALL, part.path("template").path("mappings")));
  }
}
