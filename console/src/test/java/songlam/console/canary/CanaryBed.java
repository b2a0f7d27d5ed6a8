package songlam.console.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import songlam.collectors.SourceTypes;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.console.desk.ListedRule;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.event.EcsField;
import songlam.core.event.ParseResult;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.JournalIntake;
import songlam.core.pipeline.Normaliser;
import songlam.core.pipeline.RuleShelf;
import songlam.core.pipeline.SourceType;
import songlam.core.pipeline.StoreWriter;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.proof.CanaryFork;
import songlam.core.rule.proof.CanaryPlan;
import songlam.core.rule.proof.CanaryRuns;
import songlam.core.rule.proof.CanarySink;
import songlam.core.rule.proof.CaseNormaliser;
import songlam.core.rule.proof.Proofs;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.VerdictCases;

/** The live path from its listeners to its packs, with one part broken, and canaries on it. */
final class CanaryBed implements AutoCloseable {
  private static final String TOKEN = "secret";

  /** What is broken. */
  enum Broken {
    NOTHING,
    LISTENER,
    PARSER,
    MAPPING,
    PACK
  }

  final List<Alert> told = new CopyOnWriteArrayList<>();
  final List<StoreWriter.Document> stored = new CopyOnWriteArrayList<>();
  final Proofs proofs = new Proofs(new InMemorySystemStore());
  final Conveyor conveyor;
  private final List<AutoCloseable> closers = new ArrayList<>();

  /**
   * @param rules which are tried
   */
  CanaryBed(Path folder, Broken broken, List<String> rules) throws Exception {
    Clock clock = Clock.systemUTC();
    InMemorySystemStore system = new InMemorySystemStore();
    RocksFiles files = RocksFiles.open(folder.resolve("data"));
    closers.add(files);
    RocksJournal journal = new RocksJournal(files, JournalSettings.DEFAULTS, clock);
    closers.add(journal);
    Vertx vertx = Vertx.vertx();
    closers.add(() -> vertx.close().await(10, TimeUnit.SECONDS));

    Map<String, SourceType> whole =
        new SourceTypes(system, ZoneId.of("Asia/Ho_Chi_Minh")).forPipeline();
    CaseReader cases = new CaseReader(whole);
    RuleLives lives = new RuleLives(folder.resolve("rules"), Shipped.read(), clock, false);
    InForce inForce = InForce.of(lives);
    CanaryRuns runs = new CanaryRuns(() -> inForce, clock);
    Faults faults = new Faults();
    Packs packs =
        new Packs(
            packs(inForce, broken),
            new Packs.Parts(
                new CanarySink(told::add, runs),
                _ -> true,
                PackShelf.NONE,
                system,
                faults,
                LateJoins.NONE,
                Duration.ofHours(1)));
    closers.add(packs);
    Normaliser live = normaliser();
    this.conveyor =
        new Conveyor(
            new Conveyor.Parts(
                journal,
                new Quarantine(files),
                system,
                "n1",
                types(whole, broken),
                new CaseNormaliser(live, broken == Broken.MAPPING ? forgetful(live) : live),
                RuleShelf.of(inForce.detector(_ -> List.of())),
                new CanaryFork(runs, packs, packs),
                documents -> {
                  stored.addAll(documents);
                  return StoreWriter.Outcome.ALL_STORED;
                },
                faults,
                clock));
    closers.add(conveyor);
    conveyor.start();

    CanaryPorts ports = new CanaryPorts();
    JournalIntake intake = new JournalIntake(journal, clock);
    TcpListener tcp =
        new TcpListener(
            vertx,
            new TcpConfig("syslog-tcp", "syslog", "", "127.0.0.1", 0, null, 65_536, 100, 60),
            intake,
            clock,
            ports);
    tcp.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
    closers.add(() -> tcp.stop().toCompletableFuture().get(10, TimeUnit.SECONDS));
    Router router = Router.router(vertx);
    new BulkRoutes(
            "bulk",
            1 << 20,
            intake,
            clock,
            header -> ("Bearer " + TOKEN).equals(header) && broken != Broken.LISTENER,
            ports)
        .mount(router);
    HttpServer http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);

    CanarySettings settings =
        new CanarySettings(
            true,
            Duration.ofHours(1),
            Duration.ofMillis(20),
            Duration.ofMillis(10),
            Duration.ofSeconds(broken == Broken.NOTHING ? 60 : 8));
    Wire wire =
        new Wire(
            type -> type.equals("syslog") ? tcp.door() : Optional.empty(),
            () -> Door.at(Door.Kind.TCP, "127.0.0.1", http.actualPort()),
            TOKEN,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            ports);
    CanaryAgenda agenda =
        new CanaryAgenda(
            settings,
            () -> rules.stream().map(id -> listed(id, inForce)).toList(),
            () -> inForce,
            (ids, now) ->
                CanaryPlan.of(
                    ids, lives, now, cases, new VerdictCases(folder.resolve("rules"), cases)),
            wire::isOpen,
            proofs);
    CanaryRounds rounds =
        new CanaryRounds(
            new CanaryRounds.Parts(
                settings,
                agenda,
                () -> inForce,
                wire,
                runs,
                proofs,
                packs::off,
                conveyor::backlog,
                new Telling(intake, clock),
                clock));
    closers.add(rounds);
    rounds.start();
  }

  private static ListedRule listed(String id, InForce inForce) {
    int slash = id.indexOf('/');
    Pack pack = slash < 0 ? null : inForce.packs().get(id.substring(0, slash));
    return new ListedRule(
        id,
        pack,
        new Text("Luật " + id, "Rule " + id),
        List.of(),
        List.of(),
        RuleState.RELEASED,
        true);
  }

  /** A pack that runs and has lost what it watched for. */
  private static List<Pack> packs(InForce inForce, Broken broken) {
    List<Pack> packs = new ArrayList<>(inForce.packs().values());
    if (broken == Broken.PACK) {
      packs.replaceAll(
          pack ->
              pack.id().equals("security")
                  ? new Pack(
                      pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), List.of(), "")
                  : pack);
    }
    return packs;
  }

  private static Map<String, SourceType> types(Map<String, SourceType> whole, Broken broken) {
    Map<String, SourceType> types = new HashMap<>(whole);
    if (broken == Broken.PARSER) {
      types.put(
          "syslog",
          new SourceType(
              () ->
                  record ->
                      new ParseResult.Rejected(
                          Reason.MALFORMED, "broken: " + new String(record.payload(), UTF_8)),
              500));
    }
    return types;
  }

  private static Normaliser normaliser() {
    EcsNormaliser whole =
        new EcsNormaliser(
            Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
    return whole::normalise;
  }

  /** A mapping that has lost the fields rules ask for. */
  private static Normaliser forgetful(Normaliser whole) {
    return (builder, record, id) -> {
      for (EcsField field : EcsField.values()) {
        boolean isKept = field.fieldName().startsWith("host.");
        if (!isKept && !field.fieldName().startsWith("songlam.")) {
          builder.clear(field);
        }
      }
      builder.vendor().clear();
      return whole.normalise(builder, record, id);
    };
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable closer : closers.reversed()) {
      closer.close();
    }
  }
}
