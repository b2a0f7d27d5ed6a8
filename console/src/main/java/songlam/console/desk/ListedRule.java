package songlam.console.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.Pack;
import songlam.core.event.Text;
import songlam.core.rule.RuleState;

/**
 * A rule as lists of rules have it.
 *
 * @param id a Sigma rule's id, or {@code pack/rule}
 * @param pack the pack it is in, null for a Sigma rule
 * @param attack ATT&amp;CK technique ids
 * @param tactics ATT&amp;CK tactics of its tags; a pack's rule names techniques only
 * @param enabled whether people have left it switched on
 */
public record ListedRule(
    String id,
    @Nullable Pack pack,
    Text title,
    List<String> attack,
    List<String> tactics,
    RuleState state,
    boolean enabled) {
  public ListedRule {
    attack = List.copyOf(attack);
    tactics = List.copyOf(tactics);
  }

  /** Whether it alerts people. */
  public boolean isAlerting() {
    return enabled && state == RuleState.RELEASED;
  }

  /** Whether it is evaluated without alerting anybody. */
  public boolean isWatched() {
    return enabled && state == RuleState.SHADOW;
  }
}
