package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import songlam.core.detect.sigma.SigmaCorrelation.Entity;
import songlam.core.detect.sigma.SigmaCorrelation.Ours;
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

  Ours read() {
    block.values().keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> report.reject(block.at(key), key + ": unknown (expected: " + KEYS + ")"));
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
