package songlam.console;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import songlam.console.api.Broadcast;
import songlam.console.desk.AlertDesk;
import songlam.console.desk.Muting;
import songlam.console.desk.PackAlarm;
import songlam.console.desk.RuleControl;
import songlam.console.desk.Situation;
import songlam.console.notify.Outbox;
import songlam.core.correlate.pack.Packs;
import songlam.core.event.Cap;
import songlam.core.event.Text;
import songlam.core.normalise.ClockFaults;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.Normaliser;
import songlam.core.rule.ShadowCounts;
import songlam.core.rule.late.LateJoiner;
import songlam.core.rule.proof.CanaryFork;
import songlam.core.rule.proof.CanaryRuns;
import songlam.core.rule.proof.CanarySink;
import songlam.core.rule.proof.CaseNormaliser;
import songlam.core.store.AlertStore;

/** The way from the journal to people: parse, normalise, detect, correlate, file, tell. */
record Way(
    Outbox outbox,
    Broadcast broadcast,
    AlertDesk desk,
    CanaryRuns canaryRuns,
    Packs correlation,
    Situation situation,
    ShadowCounts shadows,
    Conveyor conveyor,
    LateJoiner joiner) {

  /** Lays it; nothing moves before {@link #start()}. */
  static Way lay(
      Settings settings,
      Ground ground,
      Stores stores,
      Entrance entrance,
      RuleRoom room,
      Terrain terrain,
      Vertx vertx,
      Closers closers) {
    Outbox outbox =
        new Outbox(
            ground.system(),
            ground.clock(),
            settings.notifications().severity(),
            settings.console().url(settings.console().port()),
            Channels.of(vertx, settings.notifications()),
            ground.caps());
    Broadcast broadcast = new Broadcast(outbox, ground.caps());
    AlertDesk desk =
        closers.add(
            "desk",
            new AlertDesk(
                stores.alerts(),
                stores.incidents(),
                room.control(),
                broadcast::raised,
                broadcast::formed,
                ground.caps()));
    CanaryRuns canaryRuns = new CanaryRuns(room.rules()::inForce, ground.clock());
    PackAlarm alarm = new PackAlarm(desk, entrance.intake(), ground.clock());
    LateJoiner joiner = closers.add("late joins", new LateJoiner(stores.events(), ground.caps()));
    Packs correlation =
        closers.add(
            "packs",
            new Packs(
                List.copyOf(room.rules().inForce().packs().values()),
                new Packs.Parts(
                    new CanarySink(alarm, canaryRuns),
                    room.rules()::isRaising,
                    room.rules().packs(),
                    ground.system(),
                    ground.faults(),
                    joiner,
                    Packs.Parts.SNAPSHOT_EVERY)));
    ground.caps().read(Cap.PACK_MEMORY, correlation::letGo);
    Situation situation = new Situation(correlation, ground.system(), ground.caps());
    ShadowCounts shadows = new ShadowCounts(situation, ground.system());
    Set<String> simulated = entrance.inputs().simulated();
    Normaliser live =
        normaliser(
            terrain,
            (source, origin, skew, at) -> clockFault(ground.faults(), source, origin, skew, at),
            simulated);
    // Canaries pass what all else passes, over an empty map of the network.
    Normaliser ofCases = normaliser(Terrain.empty(), (_, _, _, _) -> {}, Set.of());
    Conveyor conveyor =
        closers.add(
            "conveyor",
            new Conveyor(
                new Conveyor.Parts(
                    ground.journal(),
                    ground.quarantine(),
                    ground.system(),
                    settings.node(),
                    room.types().forPipeline(),
                    new CaseNormaliser(live, ofCases),
                    room.rules().sets(),
                    new CanaryFork(canaryRuns, correlation, shadows),
                    stores.events(),
                    ground.faults(),
                    ground.clock())));
    return new Way(
        outbox, broadcast, desk, canaryRuns, correlation, situation, shadows, conveyor, joiner);
  }

  static Normaliser normaliser(Terrain terrain, ClockFaults faults, Set<String> simulated) {
    return new EcsNormaliser(terrain, EcsNormaliser.ClockSettings.DEFAULT, faults, simulated)
        ::normalise;
  }

  private static void clockFault(
      Faults faults, String source, String origin, long skewMillis, long at) {
    faults.report(
        source,
        "clock",
        origin,
        Text.format("Đồng hồ lệch %,d giây", "Clock off by %,d s", skewMillis / 1000),
        at);
  }

  void start() {
    desk.start();
    conveyor.start();
    joiner.start(conveyor::storedUpTo, conveyor::joined);
  }

  /** Tells pages of what leaves the queue and comes back, and the outbox of what still goes on. */
  Muting muting(RuleControl control, AlertStore alerts, BiConsumer<String, String> audit) {
    return new Muting(control, alerts, broadcast::changed, broadcast::raised, audit);
  }

  /** How often each rule that alerts nobody would have. */
  Map<String, Long> wouldHaveFired() {
    return shadows.wouldHaveFired(correlation.silenced());
  }
}
