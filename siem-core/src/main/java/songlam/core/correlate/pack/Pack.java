package songlam.core.correlate.pack;

import java.util.List;
import java.util.Set;
import songlam.core.correlate.Pipeline;

/**
 * The rules of one domain.
 *
 * @param id folder name
 * @param owner who answers for the rules
 * @param sourceTypes events of these source types reach the pack; empty means all
 * @param drl the pack's own DRL, empty when the shared vocabulary is enough
 */
public record Pack(
    String id,
    Pipeline pipeline,
    String owner,
    Set<String> sourceTypes,
    List<Rule> rules,
    String drl) {
  public Pack {
    sourceTypes = Set.copyOf(sourceTypes);
    rules = List.copyOf(rules);
  }
}
