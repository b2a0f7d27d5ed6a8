package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The mutable indices: what people read and change stands in one opaque field beside its keys. */
enum PlainIndex {
  ALERTS {
    @Override
    void fields(ObjectNode properties) {
      triaged(properties);
      for (String name : new String[] {"pipeline", "condition", "rule", "incident", "entities"}) {
        keyword(properties, name);
      }
      properties.putObject("muted").put("type", "boolean");
      properties.putObject("first_seen").put("type", "long");
      properties.putObject("words").put("type", "wildcard");
    }
  },
  INCIDENTS {
    @Override
    void fields(ObjectNode properties) {
      triaged(properties);
      keyword(properties, "into");
      keyword(properties, "pipeline");
      keyword(properties, "entities");
      properties.putObject("words").put("type", "wildcard");
    }
  },
  DOCUMENTS {
    @Override
    void fields(ObjectNode properties) {
      keyword(properties, "kind");
      keyword(properties, "key");
      opaque(properties, "body");
    }
  },
  /** What retention has deleted, one document per index that is gone. */
  RETENTION {
    @Override
    void fields(ObjectNode properties) {
      keyword(properties, "index");
      keyword(properties, "why");
      properties.putObject("documents").put("type", "long");
      properties.putObject("bytes").put("type", "long");
      properties.putObject("at").put("type", "long");
      properties.putObject("done").put("type", "boolean");
    }
  };

  String indexName() {
    return "songlam-" + name().toLowerCase(Locale.ROOT);
  }

  abstract void fields(ObjectNode properties);

  ObjectNode template() {
    ObjectNode template = StoreClient.object();
    template.putArray("index_patterns").add(indexName());
    template.put("priority", 500);
    ObjectNode content = template.putObject("template");
    content
        .putObject("settings")
        .put("index.number_of_shards", 1)
        .put("index.auto_expand_replicas", "0-1")
        .put("index.refresh_interval", "500ms");
    ObjectNode mappings = content.putObject("mappings").put("dynamic", "strict");
    fields(mappings.putObject("properties"));
    return template;
  }

  /** What alerts and incidents share: the machine's side, the people's side, and the sort keys. */
  private static void triaged(ObjectNode properties) {
    opaque(properties, "machine");
    opaque(properties, "people");
    keyword(properties, "id");
    keyword(properties, "state");
    properties.putObject("version").put("type", "long");
    properties.putObject("closed").put("type", "byte");
    properties.putObject("severity").put("type", "byte");
    properties.putObject("last_seen").put("type", "long");
  }

  private static void keyword(ObjectNode properties, String name) {
    properties.putObject(name).put("type", "keyword").put("ignore_above", Mappings.LONGEST_KEYWORD);
  }

  private static void opaque(ObjectNode properties, String name) {
    properties.putObject(name).put("type", "keyword").put("index", false).put("doc_values", false);
  }
}
