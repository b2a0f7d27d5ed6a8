package songlam.core.detect;

import java.util.List;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/**
 * What a finding says of its rule.
 *
 * @param id the rule's {@code id} (a UUID for Sigma), unique among the loaded rules
 * @param name the rule's title as its file has it
 * @param title the same for people, Vietnamese first
 * @param level how urgent the rule's author says it is
 * @param attack ATT&amp;CK technique ids of the rule's tags, such as {@code T1110.001}
 */
public record RuleRef(String id, String name, Text title, Severity level, List<String> attack) {
  public RuleRef {
    attack = List.copyOf(attack);
  }
}
