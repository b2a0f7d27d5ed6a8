package songlam.console;

import java.util.function.Supplier;
import songlam.collectors.listen.Door;
import songlam.console.canary.CanaryAgenda;
import songlam.console.canary.CanaryRounds;
import songlam.console.canary.Telling;
import songlam.console.canary.Trust;
import songlam.console.canary.Wire;
import songlam.console.desk.ListedRule;
import songlam.console.desk.RuleDesk;
import songlam.core.rule.proof.CanaryPlan;

/** Canaries: the rules that are due, the wire they go in by, and the rounds. */
final class Proving {
  private Proving() {}

  /**
   * Makes the rounds; none begins before they are started.
   *
   * @param own the console's own door, which is open later
   */
  static CanaryRounds rounds(
      Settings settings,
      Ground ground,
      Entrance entrance,
      RuleRoom room,
      Way way,
      Insight insight,
      Supplier<Door> own) {
    RuleDesk rules = room.rules();
    Wire wire =
        new Wire(
            entrance.inputs()::door,
            own,
            entrance.ownSecret(),
            Trust.in(entrance.authority().certificate()).getSocketFactory(),
            entrance.canaryPorts());
    CanaryAgenda agenda =
        new CanaryAgenda(
            settings.canaries(),
            () -> insight.listing().all().stream().filter(ListedRule::isAlerting).toList(),
            rules::inForce,
            (ids, now) ->
                CanaryPlan.of(ids, rules.lives(), now, room.cases(), rules.gate().verdicts()),
            wire::isOpen,
            insight.proofs());
    return new CanaryRounds(
        new CanaryRounds.Parts(
            settings.canaries(),
            agenda,
            rules::inForce,
            wire,
            way.canaryRuns(),
            insight.proofs(),
            way.correlation()::off,
            way.conveyor()::backlog,
            new Telling(entrance.intake(), ground.clock()),
            ground.clock()));
  }
}
