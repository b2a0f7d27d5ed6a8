package songlam.console;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.console.api.ApiRoutes;
import songlam.console.api.Guard;
import songlam.console.api.ledger.Reconciliation;
import songlam.console.api.view.SavedViews;
import songlam.console.canary.CanaryRounds;
import songlam.console.cli.UserFacingException;
import songlam.console.control.ControlServer;
import songlam.console.desk.Muting;
import songlam.console.desk.Obstacles;
import songlam.console.desk.Pulse;
import songlam.console.web.ConsoleServer;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.SignInLinks;
import songlam.core.access.Tokens;
import songlam.core.journal.SystemStore;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;

/**
 * The whole platform, wired in the order of the way through: journal, store, parse, normalise,
 * detect, correlate, desk, inputs, console. Closing goes the other way: nothing more comes in, what
 * came in is worked off, then the store and the journal close.
 */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Logger AUDIT = LoggerFactory.getLogger("songlam.audit");
  private static final int NEEDED = 69;
  private static final int MOST_BULK_BYTES = 1 << 20;

  private final Settings settings;
  private final Closers closers = new Closers();
  private final Ground ground;
  private final Way way;
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
    try {
      this.ground = Ground.lay(installation, settings.journal(), closers);
      Clock clock = ground.clock();
      Stores stores =
          closers.add("store", opener.open(settings, installation, ground.system(), progress));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      closers.add("vertx", () -> vertx.close().await(10, TimeUnit.SECONDS));
      Entrance entrance = Entrance.make(settings, installation, ground, vertx, simulation);
      closers.add("intake", entrance.intake());
      Terrain terrain = Terrain.read(settings.zones(), settings.assets());
      RuleRoom room = RuleRoom.open(settings, installation, ground, stores.alerts());
      this.way = Way.lay(settings, ground, stores, entrance, room, terrain, vertx, closers);
      Insight insight =
          Insight.into(room, way, settings, ground, stores, entrance, terrain, closers);
      CanaryRounds canaries =
          Proving.rounds(settings, ground, entrance, room, way, insight, this::ownDoor);

      this.accounts = new Accounts(ground.system(), ground.random());
      this.tokens = new Tokens(ground.system(), ground.random());
      SignInLinks links = new SignInLinks(ground.system(), ground.random());
      this.administration =
          new Administration(
              accounts, tokens, links, clock, this::url, Verbs.atSocket(Platform::audit));
      Reconciliation reconciliation =
          new Reconciliation(
              way.conveyor()::ledger,
              () -> stores.events().count(),
              () -> stores.events().refresh(),
              stores.expired(),
              clock);
      Pulse pulse = new Pulse();
      Supplier<Obstacles> obstacles =
          () ->
              Obstacles.now(
                  way.correlation(),
                  room.rules().inForce(),
                  room.rules().unreadable(),
                  room.rules().behind());
      PlatformHealth health =
          new PlatformHealth(
              ground.journal(),
              settings.journal(),
              way.conveyor(),
              stores,
              way.desk(),
              entrance.inputs(),
              obstacles,
              insight.cases()::broken,
              canaries);
      Guard guard = new Guard(accounts, tokens);
      Muting muting = way.muting(room.control(), stores.alerts(), Platform::audit);
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
                  ground.journal(),
                  way.conveyor(),
                  ground.quarantine(),
                  reconciliation,
                  entrance.inputs().typeBySource(),
                  way.situation(),
                  terrain,
                  pulse,
                  room.rules(),
                  insight.trials(),
                  insight.exceptions(),
                  insight.verdicts(),
                  way::wouldHaveFired,
                  obstacles,
                  room.control(),
                  muting,
                  insight.worth(),
                  insight.coverage(),
                  canaries,
                  insight.proofs(),
                  way.outbox(),
                  way.broadcast(),
                  ground.caps(),
                  new SavedViews(ground.system()),
                  health,
                  settings.boundaries(),
                  clock,
                  simulation,
                  Platform::audit));
      MetricsRoute metrics = new MetricsRoute(way.conveyor(), health, ground.caps(), guard);
      this.server =
          new ConsoleServer(
              vertx,
              settings.console().isLoopback() ? null : entrance.keys().get(),
              guard,
              router -> {
                doors(router, entrance);
                metrics.mount(router);
              },
              routes.all(),
              ground.caps());

      way.start();
      room.rules().connect(new RuleActivation(way.correlation(), way.conveyor()));
      this.port = listen();
      closers.add("console", () -> server.close().await(5, TimeUnit.SECONDS));
      closers.add("inputs", entrance.inputs());
      entrance.inputs().start();
      RuleVerbs ruleVerbs =
          new RuleVerbs(
              room.rules(),
              insight.trials(),
              insight.exceptions(),
              insight.verdicts(),
              stores.events(),
              insight.worth(),
              insight.coverage(),
              clock,
              Verbs.atSocket(Platform::audit));
      closers.add(
          "control",
          new ControlServer(
              installation.controlSocket(),
              new Verbs(
                  administration,
                  ruleVerbs,
                  new CanaryVerbs(canaries, Verbs.atSocket(Platform::audit)))));
      closers.add("canaries", canaries);
      canaries.start();
      closers
          .add("chores", new Chores())
          .every(1, way.outbox()::work)
          .every(2, () -> pulse(pulse))
          .every(5, reconciliation::look)
          .every(5, () -> room.rules().expire(clock.millis()))
          .every(5, muting::work)
          .every(5, insight.cases()::look)
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
    return tokens.issue(name, role, ground.clock().millis()).secret();
  }

  /** Methods and paths of all that answers at the console's address. */
  Set<String> mounted() {
    return server.mounted();
  }

  Conveyor conveyor() {
    return way.conveyor();
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

  /** The ways in for records at the console's address. */
  private void doors(Router router, Entrance entrance) {
    IngestTokens ingest = new IngestTokens(tokens, entrance.ownSecret());
    new BulkRoutes(
            Inputs.BULK,
            MOST_BULK_BYTES,
            entrance.intake(),
            ground.clock(),
            ingest,
            entrance.canaryPorts())
        .mount(router);
    new FieldReports(FieldReports.services(settings.fieldReportServices()), ingest, way.situation())
        .mount(router, entrance.intake(), ground.clock());
  }

  private void pulse(Pulse pulse) {
    long now = ground.clock().millis();
    pulse.sample(way.situation().events(), now);
    way.broadcast().pulse(pulse, way.situation().heard(), now);
  }

  private Door ownDoor() {
    Settings.ConsoleAddress address = settings.console();
    Door.Kind kind = address.isLoopback() ? Door.Kind.TCP : Door.Kind.TLS;
    return Door.at(kind, address.host(), port);
  }

  private static void audit(String who, String what) {
    AUDIT.info("{}: {}", who, what);
  }

  @Override
  public void close() {
    LOG.info("the platform is stopping");
    closers.close();
  }
}
