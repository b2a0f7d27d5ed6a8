package songlam.console.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.Administration;
import songlam.console.api.account.AccountRoutes;
import songlam.console.api.alert.AlertActs;
import songlam.console.api.alert.AlertRoutes;
import songlam.console.api.canary.CanaryRoutes;
import songlam.console.api.coverage.CoverageRoutes;
import songlam.console.api.event.EventRoutes;
import songlam.console.api.health.CapRoutes;
import songlam.console.api.health.Feeds;
import songlam.console.api.health.Health;
import songlam.console.api.health.HealthRoutes;
import songlam.console.api.incident.IncidentRoutes;
import songlam.console.api.ledger.LedgerRoutes;
import songlam.console.api.ledger.Reconciliation;
import songlam.console.api.map.MapRoutes;
import songlam.console.api.map.MapView;
import songlam.console.api.notification.NotificationRoutes;
import songlam.console.api.openapi.OpenApiRoutes;
import songlam.console.api.pipeline.PipelineRoutes;
import songlam.console.api.pipeline.SituationView;
import songlam.console.api.place.PlaceRoutes;
import songlam.console.api.rule.CaseRoutes;
import songlam.console.api.rule.ExceptionRequests;
import songlam.console.api.rule.ExceptionRoutes;
import songlam.console.api.rule.ExplanationRequests;
import songlam.console.api.rule.ExplanationRoutes;
import songlam.console.api.rule.ImportRoutes;
import songlam.console.api.rule.LifeRoutes;
import songlam.console.api.rule.RuleRoutes;
import songlam.console.api.rule.TrialRequests;
import songlam.console.api.rule.TrialRoutes;
import songlam.console.api.rule.WorthRoutes;
import songlam.console.api.session.DisplayRoutes;
import songlam.console.api.session.SessionRoutes;
import songlam.console.api.stream.StreamRoutes;
import songlam.console.api.view.SavedViews;
import songlam.console.api.view.ViewRoutes;
import songlam.console.canary.CanaryRounds;
import songlam.console.desk.ExceptionDesk;
import songlam.console.desk.Muting;
import songlam.console.desk.Obstacles;
import songlam.console.desk.Pulse;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleCoverage;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.RuleWorth;
import songlam.console.desk.Situation;
import songlam.console.desk.Trials;
import songlam.console.desk.VerdictDesk;
import songlam.console.notify.Outbox;
import songlam.core.access.Accounts;
import songlam.core.access.SignInLinks;
import songlam.core.access.Tokens;
import songlam.core.event.Caps;
import songlam.core.journal.Journal;
import songlam.core.journal.Quarantine;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.registry.Gazetteer;
import songlam.core.rule.proof.Proofs;
import songlam.core.store.AlertStore;
import songlam.core.store.EventStore;
import songlam.core.store.IncidentStore;
import songlam.playbooks.Playbooks;

/** THE table of nouns under {@code /api/v1}. */
public final class ApiRoutes {
  private final Parts parts;

  /**
   * What the routes work with.
   *
   * @param typeBySource source type of each input
   * @param boundaries GeoJSON of the communes, null for none
   * @param wouldHaveFired how often each rule that alerts nobody would have
   * @param obstacles what keeps rules that are in force from being evaluated
   * @param simulation whether every page must say that it shows a simulation
   * @param audit takes who and what
   */
  public record Parts(
      Accounts accounts,
      Tokens tokens,
      SignInLinks links,
      Administration administration,
      EventStore events,
      AlertStore alerts,
      IncidentStore incidents,
      Journal journal,
      Conveyor conveyor,
      Quarantine quarantine,
      Reconciliation reconciliation,
      Map<String, String> typeBySource,
      Situation situation,
      Terrain terrain,
      Pulse pulse,
      RuleDesk rules,
      Trials trials,
      ExceptionDesk exceptions,
      VerdictDesk verdicts,
      Supplier<Map<String, Long>> wouldHaveFired,
      Supplier<Obstacles> obstacles,
      RuleControl control,
      Muting muting,
      RuleWorth worth,
      RuleCoverage coverage,
      CanaryRounds canaries,
      Proofs proofs,
      Outbox outbox,
      Broadcast broadcast,
      Caps caps,
      SavedViews views,
      Supplier<Health> health,
      @Nullable Path boundaries,
      Clock clock,
      boolean simulation,
      BiConsumer<String, String> audit) {}

  public ApiRoutes(Parts parts) {
    this.parts = parts;
  }

  /** One entry a noun. */
  public List<Routes> all() {
    Parts p = parts;
    AlertActs acts =
        new AlertActs(
            p.alerts(), p.muting(), p.clock(), p.audit(), p.broadcast()::changed, p.caps());
    MapView map = new MapView(p.situation(), p.terrain());
    Feeds feeds = new Feeds(p.situation(), p.health(), p.typeBySource());
    return List.of(
        new OpenApiRoutes(),
        new HealthRoutes(p.health(), p.clock()),
        new CapRoutes(p.caps()),
        new DisplayRoutes(p.simulation(), what -> p.audit().accept("console", what)),
        new SessionRoutes(
            p.accounts(),
            p.links(),
            p.clock(),
            p.simulation(),
            what -> p.audit().accept("console", what),
            p.caps()),
        // Before the acts on alerts, whose paths have any name in the same place.
        new CaseRoutes(p.alerts(), acts, p.rules(), p.verdicts(), p.audit()),
        new AlertRoutes(p.alerts(), acts),
        new IncidentRoutes(
            p.incidents(),
            p.alerts(),
            acts,
            new Playbooks(),
            p.clock(),
            p.audit(),
            p.broadcast()::changed,
            p.caps()),
        new EventRoutes(p.events(), p.journal(), p.clock()),
        new LedgerRoutes(p.conveyor(), p.quarantine(), p.reconciliation(), p.typeBySource()),
        new RuleRoutes(
            p.rules(),
            p.control(),
            p.muting(),
            p.wouldHaveFired(),
            p.obstacles(),
            p.proofs(),
            p.audit()),
        new ExceptionRoutes(new ExceptionRequests(p.exceptions()), p.audit()),
        new TrialRoutes(p.trials(), new TrialRequests(p.rules(), p.trials(), p.clock()), p.audit()),
        new ExplanationRoutes(new ExplanationRequests(p.rules(), p.events())),
        new ImportRoutes(p.rules(), p.clock(), p.audit()),
        new LifeRoutes(p.rules(), p.audit()),
        new WorthRoutes(p.worth()),
        new CoverageRoutes(p.coverage()),
        new CanaryRoutes(p.canaries(), p.audit()),
        new MapRoutes(
            p.situation(), map, p.alerts(), p.incidents(), feeds, p.pulse(), p.clock(), p.caps()),
        new PipelineRoutes(feeds, new SituationView(p.situation(), map), p.clock()),
        new PlaceRoutes(new Gazetteer(), p.boundaries()),
        new AccountRoutes(p.accounts(), p.tokens(), p.administration(), p.clock(), p.audit()),
        new NotificationRoutes(p.outbox()),
        new ViewRoutes(p.views(), p.audit()),
        new StreamRoutes(p.broadcast().feed()));
  }
}
