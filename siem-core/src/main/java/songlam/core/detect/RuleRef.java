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
 * @param shadow whether the rule is only watched: what it matches is counted and alerts nobody
 */
public record RuleRef(
    String id, String name, Text title, Severity level, List<String> attack, boolean shadow) {
  public RuleRef {
    attack = List.copyOf(attack);
  }

  /** A rule in force. */
  public RuleRef(String id, String name, Text title, Severity level, List<String> attack) {
    this(id, name, title, level, attack, false);
  }

  /** The same rule, only watched. */
  public RuleRef inShadow() {
    return new RuleRef(id, name, title, level, attack, true);
  }
}
