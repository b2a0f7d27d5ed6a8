package songlam.console;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import songlam.collectors.SourceTypes;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleDesk;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.rule.Baseline;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.TrueAlerts;
import songlam.core.rule.trial.VerdictCases;
import songlam.core.store.AlertStore;

/** The rules, their switches and their cases, and the types of source these are written in. */
record RuleRoom(RuleDesk rules, RuleControl control, SourceTypes types, CaseReader cases) {

  static RuleRoom open(
      Settings settings, Installation installation, Ground ground, AlertStore alerts) {
    RuleControl control = new RuleControl(ground.system(), ground.clock());
    SourceTypes types =
        new SourceTypes(ground.system(), ZoneId.of("Asia/Ho_Chi_Minh"), ground.caps());
    CaseReader cases = new CaseReader(types.forPipeline());
    Path folder =
        settings.rules().folder() == null ? installation.rules() : settings.rules().folder();
    Function<Path, Shipped> shipped =
        where -> Baseline.shipped().rules(where, SigmaMapping.of(List.of(where)));
    RuleLives lives =
        new RuleLives(
            folder, () -> shipped.apply(folder), ground.clock(), settings.rules().fourEyes());
    RuleDesk rules =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(ground.system(), lives, shipped),
            control,
            new ReleaseGate(cases, new VerdictCases(folder, cases), TrueAlerts.of(alerts)));
    return new RuleRoom(rules, control, types, cases);
  }
}
