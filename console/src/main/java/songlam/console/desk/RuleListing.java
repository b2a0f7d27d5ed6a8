package songlam.console.desk;

import java.util.ArrayList;
import java.util.List;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleState;

/** Every rule there is, drafts and retired ones too, and how it stands. Safe for many threads. */
public final class RuleListing {
  private final RuleDesk rules;
  private final RuleControl control;

  public RuleListing(RuleDesk rules, RuleControl control) {
    this.rules = rules;
    this.control = control;
  }

  /** Rules of packs first, then Sigma rules. */
  public List<ListedRule> all() {
    InForce now = rules.inForce();
    List<ListedRule> all = new ArrayList<>();
    for (Pack pack : now.listedPacks().values()) {
      pack.rules().forEach(rule -> all.add(listed(pack, rule)));
    }
    now.listed().rules().forEach(rule -> all.add(listed(rule)));
    return all;
  }

  private ListedRule listed(Pack pack, Rule rule) {
    String id = pack.id() + "/" + rule.id();
    return new ListedRule(
        id, pack, rule.title(), rule.attack(), List.of(), state(pack, id), control.isEnabled(id));
  }

  private ListedRule listed(SigmaRule rule) {
    return new ListedRule(
        rule.id(),
        null,
        rule.name(),
        rule.attack(),
        rule.tactics(),
        state(rule.id()),
        control.isEnabled(rule.id()));
  }

  /** How far a pack's rule has come: no further than its pack. */
  public RuleState state(Pack pack, String id) {
    RuleState own = state(id);
    boolean isEvaluated = own == RuleState.RELEASED || own == RuleState.SHADOW;
    return rules
        .lives()
        .find(pack.id())
        .map(RuleLife::state)
        .filter(state -> isEvaluated && state != RuleState.RELEASED)
        .orElse(own);
  }

  /** How far a rule has come. */
  public RuleState state(String id) {
    return rules.lives().find(id).map(RuleLife::state).orElse(RuleState.RELEASED);
  }
}
