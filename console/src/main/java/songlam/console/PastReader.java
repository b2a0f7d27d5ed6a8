package songlam.console;

import java.util.function.Function;
import java.util.function.Supplier;
import songlam.console.desk.Trials;
import songlam.core.pipeline.JournalStretch;
import songlam.core.rule.trial.PastEvents;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;

/**
 * Where trials read: of the store what could make a difference, of the journal all of it.
 *
 * @param journal reads the journal from its begin, each time anew
 */
record PastReader(EventStore store, Supplier<JournalStretch> journal)
    implements Function<Trials.Asked, PastEvents> {
  @Override
  public PastEvents apply(Trials.Asked asked) {
    return asked.journal()
        ? PastEvents.journalled(journal.get(), asked.from(), asked.to())
        : PastEvents.stored(store, new EventScan(asked.plan().query(), asked.from(), asked.to()));
  }
}
