package songlam.console;

import java.util.Set;
import songlam.console.desk.CaseWatch;
import songlam.console.desk.ExceptionDesk;
import songlam.console.desk.RuleCoverage;
import songlam.console.desk.RuleListing;
import songlam.console.desk.RuleWorth;
import songlam.console.desk.Trials;
import songlam.console.desk.VerdictDesk;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.JournalStretch;
import songlam.core.rule.proof.Proofs;

/** What is known of rules beside what they say: their worth, their proofs, their trials. */
record Insight(
    RuleListing listing,
    RuleWorth worth,
    Proofs proofs,
    RuleCoverage coverage,
    Trials trials,
    ExceptionDesk exceptions,
    VerdictDesk verdicts,
    CaseWatch cases) {

  static Insight into(
      RuleRoom room,
      Way way,
      Settings settings,
      Ground ground,
      Stores stores,
      Entrance entrance,
      Terrain terrain,
      Closers closers) {
    Set<String> simulated = entrance.inputs().simulated();
    PastReader past =
        new PastReader(
            stores.events(),
            () ->
                new JournalStretch(
                    ground.journal(),
                    settings.node(),
                    room.types().forPipeline(),
                    Way.normaliser(terrain, (_, _, _, _) -> {}, simulated),
                    room.rules().sets(),
                    ground.system()));
    RuleListing listing = new RuleListing(room.rules(), room.control());
    RuleWorth worth =
        new RuleWorth(
            room.rules(), listing, stores.alerts(), stores.events(), ground.clock(), ground.caps());
    Proofs proofs = new Proofs(ground.system());
    return new Insight(
        listing,
        worth,
        proofs,
        new RuleCoverage(room.rules(), listing, worth, proofs, ground.clock()),
        closers.add("trials", new Trials(room.rules(), past, ground.clock(), ground.caps())),
        new ExceptionDesk(
            room.rules(), stores.alerts(), stores.events(), way::wouldHaveFired, ground.clock()),
        new VerdictDesk(room.rules(), stores.events(), ground.caps()),
        closers.add("cases", new CaseWatch(room.rules())));
  }
}
