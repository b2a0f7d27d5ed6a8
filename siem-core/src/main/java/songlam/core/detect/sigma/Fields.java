package songlam.core.detect.sigma;

import org.yaml.snakeyaml.nodes.Node;
import songlam.core.detect.match.Column;

/** What the field names of a rule mean in events. */
interface Fields {
  /**
   * The column of a field; a name nobody knows is reported and read as a vendor field.
   *
   * @param at where the rule names it
   */
  Column column(String name, Node at, Report report);
}
