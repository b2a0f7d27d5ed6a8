package songlam.console.simulate;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.simulate.story.Attack;
import songlam.console.simulate.story.CivicDay;
import songlam.console.simulate.story.OrdinaryDay;
import songlam.console.simulate.wire.IpfixExporter;
import songlam.console.simulate.wire.SyslogClient;

/**
 * Plays the simulation: first the past 24 hours into the backfill session, then ordinary life and
 * the stories in real time, with the wall clock's time on everything. One thread of its own.
 */
public final class Simulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
  private static final long MINUTE = 60_000;
  private static final int BACKFILL_MINUTES = 24 * 60;
  private static final int BACKFILL_LOGS_PER_MINUTE = 12;
  private static final int LIVE_LOGS_PER_MINUTE = 240;

  private final Province province;
  private final Targets targets;
  private final Vertx vertx;
  private final Clock clock;
  private final long seed;
  private final Thread thread;
  private volatile boolean stopping;

  public Simulator(Province province, Targets targets, Vertx vertx, Clock clock, long seed) {
    this.province = province;
    this.targets = targets;
    this.vertx = vertx;
    this.clock = clock;
    this.seed = seed;
    this.thread = Thread.ofVirtual().name("simulation").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (Wires wires = Wires.open(vertx, targets)) {
      backfill();
      live(wires);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("the simulation has ended", e);
    }
  }

  private void backfill() throws IOException {
    OrdinaryDay past = new OrdinaryDay(province, seed);
    long now = clock.millis();
    long from = now - BACKFILL_MINUTES * MINUTE;
    try (SyslogClient syslog = new SyslogClient(targets.syslogUdp(), targets.backfillSyslogTcp());
        IpfixExporter flows = new IpfixExporter(targets.backfillNetflow(), 41)) {
      for (long minute = from; minute + MINUTE < now && !stopping; minute += MINUTE) {
        past.logs(syslog, minute, MINUTE, BACKFILL_LOGS_PER_MINUTE);
        past.flows(flows, minute, BACKFILL_LOGS_PER_MINUTE);
      }
    }
    LOG.info("simulation: the past 24 hours are sent");
  }

  private void live(Wires wires) throws Exception {
    OrdinaryDay day = new OrdinaryDay(province, seed + 1);
    Script script = new Script();
    new Attack(province).tell(script, 25);
    new CivicDay(province, seed + 2).tell(script);
    everyday(script, day, 0, 300);
    long start = clock.millis();
    play(wires, script, start);
    for (int round = 300; !stopping; round += 60) {
      Script minute = new Script();
      everyday(minute, day, 0, 60);
      play(wires, minute, start + round * 1_000L);
    }
  }

  /** Ordinary life in slices of a second, so that nothing is dated ahead of its sending. */
  private void everyday(Script script, OrdinaryDay day, int from, int to) {
    for (int second = from; second < to; second++) {
      script.at(
          second,
          (wires, at) -> {
            day.logs(wires.syslog(), at, 0, LIVE_LOGS_PER_MINUTE / 60);
            day.packets(wires.capture(), at, 2);
          });
    }
    for (int second = from + 30; second < to; second += 60) {
      script.at(second, (wires, at) -> day.flows(wires.flows(), at - MINUTE, 60));
    }
    script.at(from + 15, (wires, at) -> day.announcedScan(wires.flows(), at));
  }

  private void play(Wires wires, Script script, long start) throws Exception {
    for (Script.Cue cue : script.cues()) {
      long wait = start + cue.offset() - clock.millis();
      if (wait > 0) {
        wires.flush();
        Thread.sleep(wait);
      }
      if (stopping) {
        return;
      }
      try {
        cue.act().play(wires, clock.millis());
      } catch (IOException e) {
        LOG.warn("simulation: not sent: {}", e.toString());
      }
    }
    wires.flush();
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
