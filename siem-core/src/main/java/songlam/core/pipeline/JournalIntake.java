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

/** The intake in front of the journal. Losses are journalled like records, so they survive too. */
public final class JournalIntake implements Intake {
  private final Journal journal;
  private final Clock clock;

  public JournalIntake(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> accept(List<RawRecord> records) {
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
    journal.append(List.of(new Entry.Dropped(source, reason, count, clock.millis())));
  }

  @Override
  public void rejected(RawRecord record, Reason reason, String detail) {
    journal.append(List.of(new Entry.Refused(record, reason, detail)));
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
