package songlam.core.rule.late;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.LateJoin;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Event;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;

/**
 * Reads what late events are to be looked at with from the store, one after the other on a thread
 * of its own, and raises what was missed. Waits until the store has all that the pack had seen, and
 * while the store is away. What was not done at the end is asked for again by the pack's snapshot.
 */
public final class LateJoiner implements LateJoins, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LateJoiner.class);
  private static final long LOOK_MILLIS = 200;

  private final EventStore store;
  private final AlertSink sink;
  private final Caps caps;
  private final BlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  private record Asked(LateJoin join, Runnable done) {}

  /**
   * @param sink where alerts go
   */
  public LateJoiner(EventStore store, AlertSink sink, Caps caps) {
    this.store = store;
    this.sink = sink;
    this.caps = caps;
  }

  /**
   * @param storedUpTo journal offset up to which everything is stored
   */
  public void start(LongSupplier storedUpTo) {
    Thread started =
        Thread.ofPlatform().daemon().name("late-joins").unstarted(() -> run(storedUpTo));
    thread = started;
    started.start();
  }

  @Override
  public void join(LateJoin join, Runnable done) {
    queue.add(new Asked(join, done));
  }

  private void run(LongSupplier storedUpTo) {
    try {
      while (!closing) {
        Asked asked = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        while (asked != null && !closing && !isDone(asked, storedUpTo)) {
          Thread.sleep(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was looked at, with what came of it on its way. */
  private boolean isDone(Asked asked, LongSupplier storedUpTo) {
    LateJoin join = asked.join();
    if (storedUpTo.getAsLong() <= join.upTo()) {
      return false;
    }
    try {
      store.refresh();
      join.alerts(events(join)).forEach(sink::raise);
    } catch (StoreAwayException e) {
      return false;
    } catch (RuntimeException e) {
      LOG.error("{}/{}: late events were not joined", join.pack().id(), join.rule().id(), e);
      caps.reached(Cap.LATE_JOIN);
    }
    sink.settle(join.pack().id(), asked.done());
    return true;
  }

  private List<Event> events(LateJoin join) {
    List<Event> events = new ArrayList<>();
    store.scan(
        new EventScan(join.query(), join.from(), join.to()),
        page -> {
          events.addAll(page);
          return events.size() <= Cap.LATE_JOIN.most();
        });
    if (events.size() > Cap.LATE_JOIN.most()) {
      caps.reached(Cap.LATE_JOIN);
      LOG.warn(
          "{}/{}: more than {} events bear on what came late; late ones are told apart",
          join.pack().id(),
          join.rule().id(),
          Cap.LATE_JOIN.limit());
      return List.of();
    }
    return events;
  }

  /** Ends what is under way; what waits is asked for again. */
  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      try {
        running.join(TimeUnit.SECONDS.toMillis(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
