package songlam.console;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.collectors.SourceTypes;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.console.api.ApiRoutes;
import songlam.console.api.Broadcast;
import songlam.console.api.Guard;
import songlam.console.api.ledger.Reconciliation;
import songlam.console.api.view.SavedViews;
import songlam.console.canary.CanaryAgenda;
import songlam.console.canary.CanaryRounds;
import songlam.console.canary.Telling;
import songlam.console.canary.Trust;
import songlam.console.canary.Wire;
import songlam.console.cli.UserFacingException;
import songlam.console.control.ControlServer;
import songlam.console.desk.AlertDesk;
import songlam.console.desk.ExceptionDesk;
import songlam.console.desk.ListedRule;
import songlam.console.desk.Pulse;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleCoverage;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.RuleListing;
import songlam.console.desk.RuleWorth;
import songlam.console.desk.Situation;
import songlam.console.desk.Trials;
import songlam.console.notify.Outbox;
import songlam.console.web.ConsoleServer;
import songlam.core.access.Accounts;
import songlam.core.access.CertificateAuthority;
import songlam.core.access.Role;
import songlam.core.access.SignInLinks;
import songlam.core.access.Tokens;
import songlam.core.correlate.pack.Packs;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Text;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.journal.RocksSystemStore;
import songlam.core.journal.SystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.JournalIntake;
import songlam.core.pipeline.JournalStretch;
import songlam.core.pipeline.Normaliser;
import songlam.core.rule.Baseline;
import songlam.core.rule.RuleLives;
import songlam.core.rule.ShadowCounts;
import songlam.core.rule.Shipped;
import songlam.core.rule.proof.CanaryFork;
import songlam.core.rule.proof.CanaryPlan;
import songlam.core.rule.proof.CanaryRuns;
import songlam.core.rule.proof.CanarySink;
import songlam.core.rule.proof.CaseNormaliser;
import songlam.core.rule.proof.Proofs;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.TrueAlerts;
import songlam.core.rule.trial.VerdictCases;

/**
 * The whole platform, wired in the order of the way through: journal, store, parse, normalise,
 * detect, correlate, desk, inputs, console. Closing goes the other way: nothing more comes in, what
 * came in is worked off, then the store and the journal close. Long by nature: it is the wiring.
 */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Logger AUDIT = LoggerFactory.getLogger("songlam.audit");
  private static final int NEEDED = 69;

  private final Settings settings;
  private final Installation installation;
  private final boolean simulation;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final Closers closers = new Closers();

  private final RocksSystemStore system;
  private final Conveyor conveyor;
  private final Inputs inputs;
  private final AlertDesk desk;
  private final CanaryRounds canaries;
  private final ConsoleServer server;
  private final Administration administration;
  private final Accounts accounts;
  private final Tokens tokens;
  private volatile int port;

  /**
   * Builds and starts everything.
   *
   * @param stores opens the searchable store
   * @param simulation whether this installation shows a simulation
   * @param progress hears, line by line, what is being waited for
   * @throws UserFacingException with one sentence when something is in the way
   * @throws songlam.core.config.ConfigException with every problem of the configuration
   */
  public static Platform start(
      Settings settings,
      Installation installation,
      StoreOpener stores,
      boolean simulation,
      Consumer<String> progress) {
    return new Platform(settings, installation, stores, simulation, progress);
  }

  private Platform(
      Settings settings,
      Installation installation,
      StoreOpener opener,
      boolean simulation,
      Consumer<String> progress) {
    this.settings = settings;
    this.installation = installation;
    this.simulation = simulation;
    try {
      RocksFiles files = closers.add("files", installation.open());
      this.system = new RocksSystemStore(files);
      RocksJournal journal =
          closers.add("journal", new RocksJournal(files, settings.journal(), clock));
      Quarantine quarantine = new Quarantine(files);
      Caps caps = new Caps();
      caps.read(Cap.QUARANTINE, quarantine::evicted);
      Stores stores = closers.add("store", opener.open(settings, installation, system, progress));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      closers.add("vertx", () -> vertx.close().await(10, TimeUnit.SECONDS));

      CertificateAuthority authority = new CertificateAuthority(system, random, clock);
      writeAuthority(authority);
      ServerKeys keys = new ServerKeys(authority, settings.console());
      Terrain terrain = Terrain.read(settings.zones(), settings.assets());
      JournalIntake intake = new JournalIntake(journal, clock);
      CanaryPorts canaryPorts = new CanaryPorts();
      String ownSecret = ownSecret();
      this.inputs =
          new Inputs(
              settings.inputs(),
              vertx,
              intake,
              system,
              clock,
              keys,
              PlatformLog.file(installation.log()),
              simulation,
              caps,
              canaryPorts);

      Faults faults = new Faults();
      caps.read(Cap.FAULTS, faults::uncounted);
      RuleControl control = new RuleControl(system, clock);
      SourceTypes types = new SourceTypes(system, ZoneId.of("Asia/Ho_Chi_Minh"), caps);
      CaseReader cases = new CaseReader(types.forPipeline());
      Path ruleFolder =
          settings.rules().folder() == null ? installation.rules() : settings.rules().folder();
      Supplier<Shipped> shipped =
          () -> Baseline.shipped().rules(ruleFolder, SigmaMapping.of(List.of(ruleFolder)));
      RuleDesk rules =
          new RuleDesk(
              ruleFolder,
              new RuleLives(ruleFolder, shipped, clock, settings.rules().fourEyes()),
              control,
              new ReleaseGate(
                  cases, new VerdictCases(ruleFolder, cases), TrueAlerts.of(stores.alerts())));
      Outbox outbox =
          new Outbox(
              system,
              clock,
              settings.notifications().severity(),
              settings.console().url(settings.console().port()),
              Channels.of(vertx, settings.notifications()),
              caps);
      Broadcast broadcast = new Broadcast(outbox, caps);
      this.desk =
          closers.add(
              "desk",
              new AlertDesk(
                  stores.alerts(),
                  stores.incidents(),
                  control,
                  broadcast::raised,
                  broadcast::changed,
                  caps));
      CanaryRuns canaryRuns = new CanaryRuns(rules::inForce, clock);
      Packs correlation =
          closers.add(
              "packs",
              new Packs(
                  List.copyOf(rules.inForce().packs().values()),
                  new Packs.Parts(
                      new CanarySink(desk, canaryRuns),
                      rules::isRaising,
                      system,
                      faults,
                      Packs.Parts.SNAPSHOT_EVERY)));
      caps.read(Cap.PACK_MEMORY, correlation::letGo);
      Situation situation = new Situation(correlation, system, caps);
      ShadowCounts shadows = new ShadowCounts(situation, system);
      PastReader past =
          new PastReader(
              stores.events(),
              () -> {
                EcsNormaliser again =
                    new EcsNormaliser(
                        terrain,
                        EcsNormaliser.ClockSettings.DEFAULT,
                        (_, _, _, _) -> {},
                        inputs.simulated());
                return new JournalStretch(
                    journal, settings.node(), types.forPipeline(), again::normalise);
              });
      RuleListing listing = new RuleListing(rules, control);
      RuleWorth worth =
          new RuleWorth(rules, listing, stores.alerts(), stores.events(), clock, caps);
      Proofs proofs = new Proofs(system);
      RuleCoverage coverage = new RuleCoverage(listing, worth, proofs, clock);
      Trials trials = closers.add("trials", new Trials(rules, past, clock, caps));
      EcsNormaliser normaliser =
          new EcsNormaliser(
              terrain,
              EcsNormaliser.ClockSettings.DEFAULT,
              (source, origin, skew, at) -> clockFault(faults, source, origin, skew, at),
              inputs.simulated());
      this.conveyor =
          closers.add(
              "conveyor",
              new Conveyor(
                  new Conveyor.Parts(
                      journal,
                      quarantine,
                      system,
                      settings.node(),
                      types.forPipeline(),
                      new CaseNormaliser(normaliser::normalise, ofCases()),
                      rules.detector(),
                      new CanaryFork(canaryRuns, correlation, shadows),
                      stores.events(),
                      faults,
                      clock)));

      this.accounts = new Accounts(system, random);
      this.tokens = new Tokens(system, random);
      SignInLinks links = new SignInLinks(system, random);
      this.administration = new Administration(accounts, tokens, links, clock, this::url);
      Reconciliation reconciliation =
          new Reconciliation(
              conveyor::ledger,
              () -> stores.events().count(),
              () -> stores.events().refresh(),
              stores.expired(),
              clock);
      Pulse pulse = new Pulse();
      Wire wire =
          new Wire(
              inputs::door,
              this::ownDoor,
              ownSecret,
              Trust.in(authority.certificate()),
              canaryPorts);
      CanaryAgenda agenda =
          new CanaryAgenda(
              settings.canaries(),
              () -> listing.all().stream().filter(ListedRule::isAlerting).toList(),
              rules::inForce,
              (ids, now) -> CanaryPlan.of(ids, rules.lives(), now, cases, rules.gate().verdicts()),
              wire::isOpen,
              proofs);
      this.canaries =
          new CanaryRounds(
              new CanaryRounds.Parts(
                  settings.canaries(),
                  agenda,
                  rules::inForce,
                  wire,
                  canaryRuns,
                  proofs,
                  correlation::off,
                  conveyor::backlog,
                  new Telling(intake, clock),
                  clock));
      PlatformHealth health =
          new PlatformHealth(journal, settings.journal(), conveyor, stores, desk, inputs, canaries);
      IngestTokens ingest = new IngestTokens(tokens, ownSecret);
      FieldReports reports =
          new FieldReports(
              FieldReports.services(settings.fieldReportServices()), ingest, situation);
      Guard guard = new Guard(accounts, tokens);
      ApiRoutes routes =
          new ApiRoutes(
              new ApiRoutes.Parts(
                  accounts,
                  tokens,
                  links,
                  administration,
                  stores.events(),
                  stores.alerts(),
                  stores.incidents(),
                  journal,
                  conveyor,
                  quarantine,
                  reconciliation,
                  inputs.typeBySource(),
                  situation,
                  terrain,
                  pulse,
                  rules,
                  trials,
                  () -> shadows.wouldHaveFired(correlation.silenced()),
                  control,
                  worth,
                  coverage,
                  canaries,
                  proofs,
                  outbox,
                  broadcast,
                  caps,
                  new SavedViews(system),
                  health,
                  settings.boundaries(),
                  clock,
                  simulation,
                  this::audit));
      this.server =
          new ConsoleServer(
              vertx,
              settings.console().isLoopback() ? null : keys.get(),
              guard,
              router ->
                  doors(
                      router,
                      intake,
                      ingest,
                      reports,
                      new MetricsRoute(conveyor, health, caps, guard),
                      canaryPorts),
              routes.all(),
              caps);

      desk.start();
      conveyor.start();
      rules.connect(new RuleActivation(correlation, conveyor));
      this.port = listen();
      closers.add("console", () -> server.close().await(5, TimeUnit.SECONDS));
      closers.add("inputs", inputs);
      inputs.start();
      closers.add(
          "control",
          new ControlServer(
              installation.controlSocket(),
              new Verbs(
                  administration,
                  new RuleVerbs(
                      rules,
                      trials,
                      new ExceptionDesk(
                          rules,
                          stores.alerts(),
                          stores.events(),
                          () -> shadows.wouldHaveFired(correlation.silenced()),
                          clock),
                      worth,
                      coverage,
                      clock),
                  new CanaryVerbs(canaries))));
      closers.add("canaries", canaries);
      canaries.start();
      closers
          .add("chores", new Chores())
          .every(1, outbox::work)
          .every(2, () -> pulse(pulse, situation, broadcast))
          .every(5, reconciliation::look)
          .every(5, () -> rules.expire(clock.millis()))
          .every(60, stores.retention());
      LOG.info("the platform is up at {}", url());
    } catch (IOException e) {
      closers.close();
      throw new UserFacingException(NEEDED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      closers.close();
      throw e;
    }
  }

  /** Opens the searchable store of an installation. */
  @FunctionalInterface
  public interface StoreOpener {
    Stores open(
        Settings settings,
        Installation installation,
        SystemStore system,
        Consumer<String> progress);
  }

  /** Where people find the console. */
  public String url() {
    return settings.console().url(port);
  }

  /**
   * The one-time sign-in link of the first administrator, made with the account when there is no
   * account yet.
   */
  public Optional<String> firstSignIn() {
    if (!accounts.list().isEmpty()) {
      return Optional.empty();
    }
    accounts.create("admin", "Quản trị viên", Role.ADMINISTRATOR);
    return Optional.of(administration.link("admin"));
  }

  /** A new token of this role, for programs this process starts itself. */
  public String newToken(String name, Role role) {
    return tokens.issue(name, role, clock.millis()).secret();
  }

  /** Methods and paths of all that answers at the console's address. */
  Set<String> mounted() {
    return server.mounted();
  }

  Conveyor conveyor() {
    return conveyor;
  }

  private int listen() {
    Settings.ConsoleAddress address = settings.console();
    try {
      return server.listen(address.host(), address.port()).await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new UserFacingException(
          NEEDED,
          "the console's address "
              + address.host()
              + ":"
              + address.port()
              + " cannot be bound: "
              + e.getMessage()
              + " (expected: a free port; set console.port)");
    }
  }

  private void doors(
      Router router,
      JournalIntake intake,
      IngestTokens ingest,
      FieldReports reports,
      MetricsRoute metrics,
      CanaryPorts canaryPorts) {
    new BulkRoutes(Inputs.BULK, 1 << 20, intake, clock, ingest, canaryPorts).mount(router);
    reports.mount(router, intake, clock);
    metrics.mount(router);
  }

  private void pulse(Pulse pulse, Situation situation, Broadcast broadcast) {
    pulse.sample(situation.events(), clock.millis());
    broadcast.pulse(pulse, situation.heard(), clock.millis());
  }

  /** Canaries pass what all else passes, over an empty map of the network. */
  private static Normaliser ofCases() {
    EcsNormaliser empty =
        new EcsNormaliser(
            Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
    return empty::normalise;
  }

  private String ownSecret() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private Door ownDoor() {
    Settings.ConsoleAddress address = settings.console();
    Door.Kind kind = address.isLoopback() ? Door.Kind.TCP : Door.Kind.TLS;
    return Door.at(kind, address.host(), port);
  }

  private void audit(String who, String what) {
    AUDIT.info("{}: {}", who, what);
  }

  private static void clockFault(
      Faults faults, String source, String origin, long skewMillis, long at) {
    long seconds = skewMillis / 1000;
    faults.report(
        source,
        "clock",
        origin,
        Text.format("Đồng hồ lệch %,d giây", "Clock off by %,d s", seconds),
        at);
  }

  private void writeAuthority(CertificateAuthority authority) throws IOException {
    Files.writeString(installation.authority(), authority.certificate());
  }

  @Override
  public void close() {
    LOG.info("the platform is stopping");
    closers.close();
  }
}
