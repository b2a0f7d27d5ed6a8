package songlam.core.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;
import songlam.core.journal.JournalFullException;

/**
 * The intake in front of the journal. Losses are journalled like records, so they survive too; what
 * the journal cannot take now is kept count of and written later, at the latest when it closes.
 */
public final class JournalIntake implements Intake, AutoCloseable {
  private final Journal journal;
  private final Clock clock;
  private final UnwrittenLosses unwritten;

  public JournalIntake(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.unwritten = new UnwrittenLosses(clock);
  }

  @Override
  public CompletionStage<Void> accept(List<RawRecord> records) {
    unwritten.due().forEach(this::write);
    List<Entry> entries = new ArrayList<>(records.size());
    for (RawRecord record : records) {
      entries.add(new Entry.Received(record));
    }
    return translated(journal.append(entries));
  }

  @Override
  public boolean hasRoom() {
    return journal.hasRoom();
  }

  @Override
  public void dropped(String source, Reason reason, long count) {
    write(new UnwrittenLosses.Loss(source, reason, count));
    unwritten.due().forEach(this::write);
  }

  /**
   * {@inheritDoc} At the disk budget the journal has no room for bytes that nobody will read: then
   * the record counts as dropped for the same reason, and quarantine does not have it.
   */
  @Override
  public void rejected(RawRecord record, Reason reason, String detail) {
    keepCount(
        journal.append(List.of(new Entry.Refused(record, reason, detail))),
        new UnwrittenLosses.Loss(record.source(), reason, 1));
    unwritten.due().forEach(this::write);
  }

  private void write(UnwrittenLosses.Loss loss) {
    keepCount(
        journal.append(
            List.of(new Entry.Dropped(loss.source(), loss.reason(), loss.count(), clock.millis()))),
        loss);
  }

  private void keepCount(CompletableFuture<Void> appended, UnwrittenLosses.Loss loss) {
    appended.whenComplete(
        (_, failure) -> {
          if (failure != null) {
            unwritten.add(loss);
          }
        });
  }

  /** Writes what is left to be written; the journal is still open. */
  @Override
  public void close() {
    unwritten.all().forEach(this::write);
  }

  private static CompletionStage<Void> translated(CompletableFuture<Void> appended) {
    return appended.exceptionally(
        e -> {
          Throwable cause =
              e instanceof CompletionException c && c.getCause() != null ? c.getCause() : e;
          if (cause instanceof JournalFullException) {
            throw new IntakeFullException(String.valueOf(cause.getMessage()));
          }
          throw new CompletionException(cause);
        });
  }
}
