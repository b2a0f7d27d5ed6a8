package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import songlam.core.config.Spans;
import songlam.core.detect.sigma.SigmaCorrelation.Entity;
import songlam.core.detect.sigma.SigmaCorrelation.Ours;
import songlam.core.event.EcsField;
import songlam.core.event.Text;

/** Reads the block {@code songlam} of a correlation. */
final class OursReader {
  private static final Set<String> KEYS =
      Set.of(
          "title",
          "description",
          "falsepositives",
          "reason",
          "cause",
          "consequence",
          "action",
          "respond_within",
          "quiet",
          "playbook",
          "entities");

  private final Mapping block;
  private final Report report;

  OursReader(Mapping top, Report report) {
    this.report = report;
    this.block =
        top.value("songlam") instanceof MappingNode node
            ? new Mapping(node, report)
            : new Mapping(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK), report);
  }

  /**
   * @param timespan of the correlation, milliseconds
   */
  Ours read(long timespan) {
    block.values().keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(
            key ->
                report.reject(
                    block.at(key),
                    key
                        + ": unknown (expected: one of "
                        + String.join(", ", new TreeSet<>(KEYS))
                        + ")"));
    span("respond_within");
    long quiet = span("quiet");
    if (quiet >= 0 && quiet < timespan) {
      report.reject(
          block.at("quiet"),
          "quiet: "
              + block.text("quiet")
              + " (expected: at least the timespan of the correlation)");
    }
    return new Ours(
        text("reason"),
        text("cause"),
        text("consequence"),
        text("action"),
        block.text("respond_within"),
        block.text("quiet"),
        block.text("playbook").isEmpty() ? null : block.text("playbook"),
        entities());
  }

  /** Milliseconds, -1 where the file is silent or wrong. */
  private long span(String key) {
    if (!block.has(key)) {
      return -1;
    }
    try {
      return Spans.parse(block.text(key)).toMillis();
    } catch (IllegalArgumentException e) {
      report.reject(
          block.at(key),
          key + ": " + block.text(key) + " (expected: a time span such as 30s, 5m or 2h)");
      return -1;
    }
  }

  private Text text(String key) {
    if (!(block.value(key) instanceof MappingNode node)) {
      if (block.has(key)) {
        report.reject(block.at(key), key + ": no mapping (expected: vi and en)");
      }
      return new Text("", "");
    }
    Mapping languages = new Mapping(node, report);
    if (languages.text("vi").isEmpty() || languages.text("en").isEmpty()) {
      report.reject(block.at(key), key + ": incomplete (expected: vi and en)");
    }
    return new Text(languages.text("vi"), languages.text("en"));
  }

  private List<Entity> entities() {
    List<Entity> entities = new ArrayList<>();
    if (block.value("entities") instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode node) {
          Mapping entity = new Mapping(node, report);
          if (entity.text("kind").isEmpty() || entity.text("field").isEmpty()) {
            report.reject(node, "entities: incomplete (expected: kind, field, role)");
          } else if (EcsField.named(entity.text("field")) == null) {
            report.reject(
                entity.at("field"),
                "field: " + entity.text("field") + " (expected: a field of the vocabulary)");
          }
          entities.add(new Entity(entity.text("kind"), entity.text("field"), entity.text("role")));
        } else {
          report.reject(item, "entities: no mapping (expected: kind, field, role)");
        }
      }
    }
    return entities;
  }
}
