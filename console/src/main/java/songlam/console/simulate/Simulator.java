package songlam.console.simulate;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.simulate.story.Attack;
import songlam.console.simulate.story.Citizens;
import songlam.console.simulate.story.CivicDay;
import songlam.console.simulate.story.Newsroom;
import songlam.console.simulate.story.OrdinaryDay;
import songlam.console.simulate.story.Streets;
import songlam.console.simulate.story.WindowsDomain;

/**
 * Plays the simulation: first the past 24 hours, then the stories and ordinary life in real time,
 * with the wall clock's time on everything, until it is closed. One thread of its own.
 *
 * <p>The past is told by what carries a time of its own: syslog, flows, packets, Frigate's tracks,
 * service requests, and articles, which a paper's feed lists by the day anyhow. Frigate's counts
 * and states, a report a citizen posts, and a probe mean the moment they come in: the past has none
 * of them. Nor has it Windows events: {@code _bulk} carries their time, but has no session apart
 * from the live one.
 */
public final class Simulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
  private static final long MINUTE = 60_000;
  private static final int BACKFILL_MINUTES = 24 * 60;
  private static final int BACKFILL_LOGS_PER_MINUTE = 12;
  private static final int ROUND_SECONDS = 60;

  private final Targets targets;
  private final Vertx vertx;
  private final Clock clock;
  private final OrdinaryDay past;
  private final OrdinaryDay day;
  private final Streets streets;
  private final Newsroom newsroom;
  private final Citizens citizens;
  private final WindowsDomain domain;
  private final Script stories = new Script();
  private final Thread thread;
  private volatile boolean stopping;

  public Simulator(Province province, Targets targets, Vertx vertx, Clock clock, long seed) {
    this.targets = targets;
    this.vertx = vertx;
    this.clock = clock;
    this.past = new OrdinaryDay(province, seed);
    this.day = new OrdinaryDay(province, seed + 1);
    this.streets = new Streets(province, seed + 3);
    this.newsroom = new Newsroom(seed + 4);
    this.citizens = new Citizens(province, seed + 5);
    this.domain = new WindowsDomain(province, seed + 6);
    new Attack(province, domain).tell(stories, 25);
    new CivicDay(province, streets, citizens, seed + 2).tell(stories);
    this.thread = Thread.ofVirtual().name("simulation").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (Wires wires = Wires.open(vertx, targets);
        PastWires pastWires = PastWires.open(vertx, targets.doors().past())) {
      backfill(wires, pastWires);
      live(wires);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("the simulation has ended", e);
    }
  }

  /** Minute by minute over all doors, so that no kind of record runs ahead of the others. */
  private void backfill(Wires wires, PastWires to) throws IOException, InterruptedException {
    long now = clock.millis();
    long from = now - BACKFILL_MINUTES * MINUTE;
    newsroom.past(wires.press(), from, now);
    to.awaitPlatform();
    citizens.recall(from, now);
    for (long minute = from; minute + MINUTE < now && !stopping; minute += MINUTE) {
      past.logs(to.syslog(), minute, MINUTE, BACKFILL_LOGS_PER_MINUTE);
      past.flows(to.flows(), minute, BACKFILL_LOGS_PER_MINUTE);
      past.packets(to.capture(), minute, 1);
      streets.past(to.cameras(), minute);
      citizens.past(to.reports(), minute + MINUTE);
    }
    to.flush();
    LOG.info("simulation: the past 24 hours are sent");
  }

  private void live(Wires wires) throws Exception {
    List<Routine> life = List.of(day, streets, newsroom, citizens, domain);
    long start = clock.millis();
    for (int from = 0; !stopping; from += ROUND_SECONDS) {
      int to = from + ROUND_SECONDS;
      Script round = stories.between(from, to);
      for (Routine routine : life) {
        routine.tell(round, from, to);
      }
      // A machine that slept does not make up for it all at once.
      if (clock.millis() < start + to * 1000L) {
        play(wires, round, start);
      }
    }
  }

  private void play(Wires wires, Script script, long start) throws Exception {
    for (Script.Cue cue : script.cues()) {
      long wait = start + cue.offset() - clock.millis();
      if (wait > 0) {
        flush(wires);
        Thread.sleep(wait);
      }
      if (stopping) {
        return;
      }
      try {
        cue.act().play(wires, clock.millis());
      } catch (IOException | RuntimeException e) {
        // One act that fails must not end all the others.
        LOG.warn("simulation: not sent: {}", e.toString());
      }
    }
    flush(wires);
  }

  private static void flush(Wires wires) {
    try {
      wires.flush();
    } catch (IOException e) {
      LOG.warn("simulation: not sent: {}", e.toString());
    }
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
