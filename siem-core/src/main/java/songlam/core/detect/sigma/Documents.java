package songlam.core.detect.sigma;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The YAML documents of a text, as nodes that know their places. Types named there are not made.
 */
final class Documents {
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int MOST_ALIASES = 20;
  private static final int DEEPEST = 40;

  private Documents() {}

  /** The documents up to the first that is no YAML, which is reported. */
  static List<Node> of(String text, Report report) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    List<Node> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text))) {
        documents.add(node);
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? start() : e.getProblemMark();
      report.reject(mark, 0, e.getProblem() + begun(e) + " (expected: YAML)");
    } catch (YAMLException e) {
      report.reject(start(), 0, e.getMessage() + " (expected: YAML)");
    }
    return documents;
  }

  /** In what it stands and where that begins, which is where to look first. */
  private static String begun(MarkedYAMLException e) {
    Mark from = e.getContextMark();
    if (from == null || e.getContext() == null) {
      return "";
    }
    int line = from.getLine() + 1;
    return ", " + e.getContext() + " that begins at " + line + ":" + (from.getColumn() + 1);
  }

  private static Mark start() {
    return new Mark("", 0, 0, 0, new int[0], 0);
  }
}
