package songlam.core.rule.trial;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.JournalStretch;
import songlam.core.query.Query;
import songlam.core.store.EventPage;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
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

  /** How much of the span is there; asked when the trial was given all of it. */
  Coverage covered();

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
    return new JournalledEvents(journal, from, to);
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

    /** Of whatever the rule asks for: a day of which nothing is stored is one nobody knows of. */
    @Override
    public Coverage covered() {
      int days = Coverage.days(scan.from(), scan.to());
      if (days == 0) {
        return Coverage.NONE;
      }
      int bars = Math.min(days, EventSearch.MOST_BUCKETS);
      List<EventPage.Bar> filled =
          store
              .search(
                  new EventSearch(new Query.Everything(), scan.from(), scan.to(), 0, null, bars))
              .histogram()
              .stream()
              .filter(bar -> bar.count() > 0)
              .toList();
      Long from = filled.isEmpty() ? null : Math.max(scan.from(), filled.getFirst().at());
      int covered = (int) Math.min(days, (long) filled.size() * days / bars);
      return new Coverage(from, covered, days, 0);
    }

    private static boolean isLate(Event event) {
      long received = event.number(EcsField.EVENT_INGESTED, event.timestamp());
      return received - event.timestamp() > PLAINLY_LATE_MILLIS;
    }
  }
}
