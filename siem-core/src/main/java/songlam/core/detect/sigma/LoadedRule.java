package songlam.core.detect.sigma;

import org.yaml.snakeyaml.nodes.Node;
import songlam.core.detect.match.Expression;

/**
 * A rule ready to be matched.
 *
 * @param name what correlations call it, empty when they use its id
 * @param route which events are of its logsource
 * @param idAt where its id stands, or the rule when it has none
 */
record LoadedRule(SigmaRule rule, String name, Expression route, Expression condition, Place idAt) {
  /** Where something stands in the rule's file, both from 1. */
  record Place(int line, int column) {
    static Place of(Node node) {
      return new Place(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
  }
}
