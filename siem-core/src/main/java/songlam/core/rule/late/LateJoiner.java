package songlam.core.rule.late;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.pack.LateJoin;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.correlate.pack.MissedCodec;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Event;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;

/**
 * Reads what late events are to be looked at with from the store, one after the other on a thread
 * of its own, and puts what was missed in the journal. Waits until the store has all that the pack
 * had seen, and while the store is away. What was not done at the end the pack asks for again.
 */
public final class LateJoiner implements LateJoins, AutoCloseable {
  /** Alerts of one look; a pack looks after no more of them. */
  private static final int MOST_FOUND = 1_000;

  private static final int MOST_BYTES = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(LateJoiner.class);
  private static final long LOOK_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** A store that answers other questions and not this one is asked so often. */
  private static final int MOST_TRIES = 5;

  private static final long APPENDED_SECONDS = 10;

  private final EventStore store;
  private final Caps caps;
  private final BlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closing;
  private long pauseMillis = LOOK_MILLIS;

  /**
   * @param tries how often the store did not answer this while it answered others
   */
  private record Asked(String look, LateJoin join, int tries) {}

  /** Puts what a look has found in the journal. */
  @FunctionalInterface
  public interface Finds {
    /**
     * Appends them.
     *
     * @param found alerts as the pack reads them
     * @return completes when they are in the journal
     */
    CompletableFuture<Void> append(String pack, String look, List<byte[]> found);
  }

  /**
   * @param caps counts what could not be joined
   */
  public LateJoiner(EventStore store, Caps caps) {
    this.store = store;
    this.caps = caps;
  }

  /**
   * @param storedUpTo journal offset up to which everything is stored
   * @param finds takes what is found
   */
  public void start(LongSupplier storedUpTo, Finds finds) {
    Thread started =
        Thread.ofPlatform().daemon().name("late-joins").unstarted(() -> run(storedUpTo, finds));
    thread = started;
    started.start();
  }

  @Override
  public boolean join(String look, LateJoin join) {
    return queue.add(new Asked(look, join, 0));
  }

  private void run(LongSupplier storedUpTo, Finds finds) {
    try {
      while (!closing) {
        Asked asked = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (asked == null) {
          continue;
        }
        if (storedUpTo.getAsLong() > asked.join().upTo()) {
          look(asked, finds);
        } else {
          queue.add(asked);
          Thread.sleep(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Asked asked, Finds finds) throws InterruptedException {
    List<byte[]> found = List.of();
    try {
      store.refresh();
      found = written(asked.join().missed(events(asked.join())));
      pauseMillis = LOOK_MILLIS;
    } catch (StoreAwayException e) {
      int tries = asked.tries() + (isThere() ? 1 : 0);
      if (tries <= MOST_TRIES) {
        again(new Asked(asked.look(), asked.join(), tries));
        return;
      }
      giveUp(asked, new IllegalStateException("the store does not answer this question", e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      giveUp(asked, e);
    }
    append(asked, found, finds);
  }

  private List<byte[]> written(List<LateJoin.Missed> missed) {
    List<byte[]> found = new ArrayList<>();
    long bytes = 0;
    for (LateJoin.Missed one : missed) {
      if (found.size() == MOST_FOUND || bytes >= MOST_BYTES) {
        caps.reached(Cap.LATE_FOUND);
        LOG.warn(
            "{} alerts found of late events, {} of them are told", missed.size(), found.size());
        return found;
      }
      MissedCodec.Written written = MissedCodec.write(one, Cap.LATE_FOUND.limit());
      if (written.cut()) {
        caps.reached(Cap.LATE_FOUND);
      }
      found.add(written.bytes());
      bytes += written.bytes().length;
    }
    return found;
  }

  /** A journal that does not take it now may do so later. */
  private void append(Asked asked, List<byte[]> found, Finds finds) throws InterruptedException {
    try {
      finds
          .append(asked.join().pack().id(), asked.look(), found)
          .get(APPENDED_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("what was found of late events is not in the journal yet: {}", e.toString());
      again(asked);
    }
  }

  /** Behind the others, a while later. */
  private void again(Asked asked) throws InterruptedException {
    queue.add(asked);
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
          "{}/{}: more than {} events bear on what came late; what only all of them tell is not told",
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
