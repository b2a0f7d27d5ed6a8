package songlam.rules;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.detect.Detector;
import songlam.core.event.Text;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.SystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.RuleShelf;
import songlam.core.pipeline.SourceType;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.pipeline.StoreWriter;

/** The real conveyor with the real packs on a given journal, from its start to its end. */
final class PlatformLife implements AutoCloseable {
  private final RocksFiles files;
  private final GivenJournal journal;
  private final MortalStore system;
  private final KeptAlerts.Life alerts;
  private final Packs packs;
  private final Conveyor conveyor;
  private final Faults faults = new Faults();
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();

  PlatformLife(
      List<Pack> rules,
      Detector detector,
      Path folder,
      GivenJournal journal,
      SystemStore system,
      KeptAlerts kept,
      StoreWriter store) {
    this(rules, RuleShelf.of(detector), folder, journal, system, kept, store);
  }

  /**
   * @param shelf knows the sets of Sigma rules the journal names
   */
  PlatformLife(
      List<Pack> rules,
      RuleShelf shelf,
      Path folder,
      GivenJournal journal,
      SystemStore system,
      KeptAlerts kept,
      StoreWriter store) {
    this(rules, PackShelf.NONE, shelf, folder, journal, system, kept, store);
  }

  /**
   * @param former knows versions of packs that do not hold any more
   * @param shelf knows the sets of Sigma rules the journal names
   */
  PlatformLife(
      List<Pack> rules,
      PackShelf former,
      RuleShelf shelf,
      Path folder,
      GivenJournal journal,
      SystemStore system,
      KeptAlerts kept,
      StoreWriter store) {
    this.files = RocksFiles.open(folder);
    this.journal = journal;
    this.system = new MortalStore(system);
    this.alerts = kept.new Life();
    this.packs =
        new Packs(
            rules,
            new Packs.Parts(
                alerts,
                _ -> true,
                former,
                this.system,
                faults,
                LateJoins.NONE,
                Duration.ofMillis(40)));
    this.conveyor =
        new Conveyor(
            new Conveyor.Parts(
                journal,
                new Quarantine(files),
                this.system,
                "n1",
                types(),
                normaliser()::normalise,
                shelf,
                packs,
                store,
                faults,
                Clock.systemUTC()));
    keeper.scheduleWithFixedDelay(alerts::keepAll, 7, 7, TimeUnit.MILLISECONDS);
    conveyor.start();
  }

  /** A store that cannot be reached. */
  static StoreWriter.Outcome away(List<StoreWriter.Document> documents) {
    throw new StoreAwayException("connection refused", new IllegalStateException());
  }

  /** A store that takes everything and keeps nothing. */
  static StoreWriter.Outcome stored(List<StoreWriter.Document> documents) {
    return StoreWriter.Outcome.ALL_STORED;
  }

  static Map<String, SourceType> types() {
    return Map.of(
        "syslog", new SourceType(FieldsParser::new, 500),
        "json", new SourceType(FieldsParser::new, 60_000),
        "netflow", new SourceType(FieldsParser::new, 2_000),
        "frigate", new SourceType(FieldsParser::new, 15_000));
  }

  private EcsNormaliser normaliser() {
    return new EcsNormaliser(
        Terrain.empty(),
        EcsNormaliser.ClockSettings.DEFAULT,
        (source, origin, skew, at) ->
            faults.report(source, "clock", origin, new Text("lệch " + skew, "off " + skew), at),
        Set.of());
  }

  /** Sets of rules that could not be built again. */
  int lostRuleSets() {
    return conveyor.lostRuleSets();
  }

  /** What could not be made again of packs. */
  List<String> lostPacks() {
    return faults.since(0).stream()
        .filter(fault -> fault.kind().equals("version"))
        .map(fault -> fault.detail().en())
        .toList();
  }

  /** People have changed packs: what they are now is made ready, and the journal is to say it. */
  void correlateWith(Map<String, Pack> now) {
    Map<String, String> versions = new HashMap<>();
    now.forEach((id, pack) -> versions.put(id, packs.prepare(pack)));
    conveyor.correlateWith(versions).join();
  }

  Faults faults() {
    return faults;
  }

  Packs packs() {
    return packs;
  }

  boolean hasReadAll() {
    return conveyor.backlog() <= 0;
  }

  /** From now on no alert is kept, so that no snapshot counts. */
  void keepNothingMore() {
    keeper.shutdownNow();
  }

  /** Nothing that is not kept by now ever will be. */
  void kill() {
    alerts.die();
    system.die();
    journal.die();
    alerts.bury();
    stop();
  }

  /** Ends in order: all that was read is kept. */
  @Override
  public void close() {
    conveyor.close();
    Thread closing = Thread.ofVirtual().start(packs::close);
    while (closing.isAlive()) {
      alerts.keepAll();
      Thread.onSpinWait();
    }
    alerts.keepAll();
    stop();
  }

  private void stop() {
    keeper.shutdownNow();
    conveyor.close();
    packs.close();
    files.close();
  }
}
