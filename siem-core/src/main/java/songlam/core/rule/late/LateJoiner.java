package songlam.core.rule.late;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * of its own, and finds what was missed. Waits until the store has all that the pack had seen, and
 * while the store is away. What was not done at the end is asked for again by the pack's snapshot.
 */
public final class LateJoiner implements LateJoins, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LateJoiner.class);
  private static final long LOOK_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** A store that answers other questions and not this one is asked so often. */
  private static final int MOST_TRIES = 5;

  private final EventStore store;
  private final Caps caps;
  private final BlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closing;
  private long pauseMillis = LOOK_MILLIS;

  /**
   * @param tries how often the store did not answer this while it answered others
   */
  private record Asked(LateJoin join, Consumer<List<LateJoin.Missed>> done, int tries) {}

  /**
   * @param caps counts what could not be joined
   */
  public LateJoiner(EventStore store, Caps caps) {
    this.store = store;
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
  public void join(LateJoin join, Consumer<List<LateJoin.Missed>> done) {
    queue.add(new Asked(join, done, 0));
  }

  private void run(LongSupplier storedUpTo) {
    try {
      while (!closing) {
        Asked asked = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (asked == null) {
          continue;
        }
        if (storedUpTo.getAsLong() > asked.join().upTo()) {
          look(asked);
        } else {
          queue.add(asked);
          Thread.sleep(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Asked asked) throws InterruptedException {
    LateJoin join = asked.join();
    try {
      store.refresh();
      asked.done().accept(join.missed(events(join)));
      pauseMillis = LOOK_MILLIS;
    } catch (StoreAwayException e) {
      again(asked);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      giveUp(asked, e);
    }
  }

  /** Behind the others, a while later. */
  private void again(Asked asked) throws InterruptedException {
    int tries = asked.tries() + (isThere() ? 1 : 0);
    if (tries > MOST_TRIES) {
      giveUp(asked, new IllegalStateException("the store does not answer this question"));
      return;
    }
    queue.add(new Asked(asked.join(), asked.done(), tries));
    for (long slept = 0; slept < pauseMillis && !closing; slept += LOOK_MILLIS) {
      Thread.sleep(LOOK_MILLIS);
    }
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }

  private boolean isThere() {
    try {
      return store.count() >= 0;
    } catch (StoreAwayException e) {
      return false;
    }
  }

  private void giveUp(Asked asked, Throwable why) {
    LateJoin join = asked.join();
    LOG.error("{}/{}: late events were not joined", join.pack().id(), join.rule().id(), why);
    caps.reached(Cap.LATE_JOIN);
    asked.done().accept(List.of());
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
