package songlam.core.rule.trial;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.JournalStretch;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;

/** Where a trial reads: the stored events of a span, or the journal as it was received. */
public interface PastEvents {
  /** How many events, or entries of the journal, will be read. */
  long total();

  /**
   * Gives the trial all of them.
   *
   * @param read hears how many of them were read so far
   * @param cancelled looked at often
   */
  void feed(Trial trial, LongConsumer read, BooleanSupplier cancelled);

  /** Stored events that a scan finds, in the order of their time. */
  static PastEvents stored(EventStore store, EventScan scan) {
    return new Stored(store, scan);
  }

  /**
   * What the journal still has, as it was received, of a span of event time.
   *
   * @param from milliseconds, included
   * @param to milliseconds, not included
   */
  static PastEvents journalled(JournalStretch journal, long from, long to) {
    return new Journalled(journal, from, to);
  }

  /** The journal again, late events late and ticks where they were. */
  record Journalled(JournalStretch journal, long from, long to) implements PastEvents {
    @Override
    public long total() {
      return journal.entries();
    }

    @Override
    public void feed(Trial trial, LongConsumer read, BooleanSupplier cancelled) {
      journal.read(
          detected -> {
            long at = detected.event().timestamp();
            if (at >= from && at < to) {
              trial.on(detected);
            }
          },
          trial::tick,
          read,
          cancelled);
    }
  }

  /**
   * Stored events as if each had come on time. Those that plainly had not are counted: live they
   * were correlated apart, which the order they are stored in no longer shows.
   */
  record Stored(EventStore store, EventScan scan) implements PastEvents {
    private static final long LATENESS_MILLIS = 1_000;

    /** No source type is waited for any longer. */
    private static final long PLAINLY_LATE_MILLIS = 60_000;

    @Override
    public long total() {
      return store.count(scan);
    }

    @Override
    public void feed(Trial trial, LongConsumer read, BooleanSupplier cancelled) {
      store.scan(
          scan,
          page -> {
            for (Event event : page) {
              if (isLate(event)) {
                trial.cameLate();
              }
              trial.on(
                  new Detected(
                      event, List.of(), trial.read(), event.timestamp(), "", LATENESS_MILLIS));
            }
            read.accept(trial.read());
            return !cancelled.getAsBoolean();
          });
    }

    private static boolean isLate(Event event) {
      long received = event.number(EcsField.EVENT_INGESTED, event.timestamp());
      return received - event.timestamp() > PLAINLY_LATE_MILLIS;
    }
  }
}
