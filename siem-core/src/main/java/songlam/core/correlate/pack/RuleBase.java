package songlam.core.correlate.pack;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.kie.api.KieBase;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.correlate.contain.RuleFailure;

/**
 * The rules of a pack's session, without those that had to be switched off. Without DRL of its own
 * a pack has the shared vocabulary: what is noticed is raised.
 */
final class RuleBase {
  /**
   * Raises whatever is noticed; what the pack's own rules say of it is taken together with this.
   */
  private static final String RAISE =
      """
      rule "raise what was noticed"
        salience -100
      when
        $noticed : Noticed()
      then
        alerts.alert($noticed);
      end
      """;

  private final ContainedRules rules;
  private final Map<String, String> off = new ConcurrentSkipListMap<>();
  private KieBase base;

  RuleBase(ContainedRules rules) {
    this.rules = rules;
    this.base = rules.base(Set.of());
  }

  /** Those that are on now; goes its own way from here. */
  RuleBase(RuleBase other) {
    this.rules = other.rules;
    this.off.putAll(other.off);
    this.base = rules.base(off.keySet());
  }

  /**
   * @throws songlam.core.config.ConfigException with file, line, and what is refused
   */
  static ContainedRules compile(Pack pack) {
    String vocabulary = ContainedRules.heading("vocabulary.drl") + RAISE;
    return ContainedRules.compile(pack.id(), pack.drl() + "\n" + vocabulary);
  }

  ContainedRules rules() {
    return rules;
  }

  KieBase base() {
    return base;
  }

  /** Rules that are off, and why. */
  Map<String, String> off() {
    return off;
  }

  /**
   * From now on the base is without this rule.
   *
   * @throws RuleFailure when it was off already
   */
  void switchOff(RuleFailure failure) {
    if (off.putIfAbsent(failure.rule(), String.valueOf(failure.getMessage())) != null) {
      throw failure;
    }
    base = rules.base(off.keySet());
  }
}
