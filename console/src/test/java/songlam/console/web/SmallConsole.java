package songlam.console.web;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import songlam.console.api.Broadcast;
import songlam.console.api.Guard;
import songlam.console.api.alert.AlertActs;
import songlam.console.api.alert.AlertRoutes;
import songlam.console.api.event.EventRoutes;
import songlam.console.api.incident.IncidentRoutes;
import songlam.console.api.rule.RuleRoutes;
import songlam.console.api.session.SessionRoutes;
import songlam.console.api.stream.StreamRoutes;
import songlam.console.api.view.SavedViews;
import songlam.console.api.view.ViewRoutes;
import songlam.console.desk.AlertDesk;
import songlam.console.desk.Muting;
import songlam.console.desk.Obstacles;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleDesk;
import songlam.console.notify.Outbox;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.SignInLinks;
import songlam.core.access.Tokens;
import songlam.core.correlate.Alert;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.Shipped;
import songlam.core.rule.proof.Proofs;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.VerdictCases;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryEventStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.playbooks.Playbooks;

/** The console over stores in memory: real server, real routes, real desk, no collectors. */
final class SmallConsole implements AutoCloseable {
  static final String USER = "lan";
  static final String ADMINISTRATOR = "quan";
  static final String PASSWORD = "mat-khau-du-dai";

  final InMemoryAlertStore alerts = new InMemoryAlertStore();
  final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  final List<String> audit = Collections.synchronizedList(new ArrayList<>());
  final SignInLinks links;

  private final InMemoryEventStore events = new InMemoryEventStore();
  private final Vertx vertx = Vertx.vertx();
  private final RocksFiles files;
  private final RocksJournal journal;
  private final AlertDesk desk;
  private final ConsoleServer server;
  private final int port;

  SmallConsole(Path folder) throws TimeoutException {
    Clock clock = Clock.systemUTC();
    InMemorySystemStore system = new InMemorySystemStore();
    Accounts accounts = new Accounts(system, new SecureRandom());
    accounts.create(USER, "Nguyễn Thị Lan", Role.ANALYST);
    accounts.setPassword(USER, PASSWORD);
    accounts.create(ADMINISTRATOR, "Lê Văn Quân", Role.ADMINISTRATOR);
    accounts.setPassword(ADMINISTRATOR, PASSWORD);
    this.links = new SignInLinks(system, new SecureRandom());
    this.files = RocksFiles.open(folder);
    this.journal = new RocksJournal(files, JournalSettings.DEFAULTS, clock);
    RuleControl control = new RuleControl(system, clock);
    Path own = folder.resolve("rules");
    CaseReader cases = new CaseReader(Map.of());
    RuleLives lives = new RuleLives(own, Shipped.read(), clock, false);
    RuleDesk rules =
        new RuleDesk(
            own,
            lives,
            new RuleSets(system, lives, _ -> Shipped.read()),
            control,
            new ReleaseGate(cases, new VerdictCases(own, cases)));
    Caps caps = new Caps();
    Outbox outbox = new Outbox(system, clock, Severity.HIGH, "http://localhost", List.of(), caps);
    Broadcast broadcast = new Broadcast(outbox, caps);
    Muting muting = new Muting(control, alerts, broadcast::changed, broadcast::raised, this::audit);
    this.desk =
        new AlertDesk(alerts, incidents, control, broadcast::raised, broadcast::formed, caps);
    AlertActs acts = new AlertActs(alerts, muting, clock, this::audit, broadcast::changed, caps);
    this.server =
        new ConsoleServer(
            vertx,
            null,
            new Guard(accounts, new Tokens(system, new SecureRandom())),
            _ -> {},
            List.of(
                new SessionRoutes(accounts, links, clock, true, audit::add, caps),
                new AlertRoutes(alerts, acts),
                new IncidentRoutes(
                    incidents,
                    alerts,
                    acts,
                    new Playbooks(),
                    clock,
                    this::audit,
                    broadcast::changed,
                    caps),
                new EventRoutes(events, journal, clock),
                new RuleRoutes(
                    rules,
                    control,
                    muting,
                    Map::of,
                    Obstacles::none,
                    new Proofs(system),
                    this::audit),
                new ViewRoutes(new SavedViews(system), this::audit),
                new StreamRoutes(broadcast.feed())),
            caps);
    this.port = server.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
    desk.start();
  }

  String url() {
    return "http://localhost:" + port;
  }

  /** Stores the alert's evidence as events, then raises it as a pack would. */
  void raise(Alert alert) {
    events.create(alert.evidence().stream().map(e -> new Document(e.event(), "t")).toList());
    desk.raise(alert);
  }

  private void audit(String by, String what) {
    audit.add(by + " " + what);
  }

  @Override
  public void close() throws TimeoutException {
    desk.close();
    server.close().await(5, TimeUnit.SECONDS);
    vertx.close().await(5, TimeUnit.SECONDS);
    journal.close();
    files.close();
  }
}
