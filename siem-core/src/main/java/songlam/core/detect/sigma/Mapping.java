package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of a rule file whose values keep their places. */
final class Mapping {
  private final MappingNode node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  Mapping(MappingNode node, Report report) {
    this.node = node;
    for (NodeTuple tuple : node.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode key)) {
        report.reject(keyNode, "a key that is no text (expected: a name)");
        continue;
      }
      if (values.put(key.getValue(), tuple.getValueNode()) != null) {
        report.reject(keyNode, key.getValue() + ": twice (expected: once)");
      }
      keys.put(key.getValue(), keyNode);
    }
  }

  Node node() {
    return node;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Map<String, Node> values() {
    return values;
  }

  @Nullable Node value(String key) {
    return values.get(key);
  }

  /** Where to point when a key is wrong or missing. */
  Node at(String key) {
    return keys.getOrDefault(key, node);
  }

  /** The text of a key, empty when it is absent or no text. */
  String text(String key) {
    return values.get(key) instanceof ScalarNode scalar && !isNull(scalar)
        ? scalar.getValue().strip()
        : "";
  }

  /** The texts of a key; a single text is a list of one. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    switch (values.get(key)) {
      case ScalarNode scalar when !isNull(scalar) -> texts.add(scalar.getValue());
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          if (item instanceof ScalarNode scalar) {
            texts.add(scalar.getValue());
          }
        }
      }
      case null, default -> {}
    }
    return texts;
  }

  /** What YAML 1.1 and 1.2 call true and false, in quotes or not; null for anything else. */
  static @Nullable Boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> null;
    };
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
