package songlam.core.pipeline;

import java.util.List;
import java.util.concurrent.CompletionStage;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * Where collectors end: everything received goes in here. Safe for many threads; never blocks.
 *
 * <p>Back-pressure: the returned stage completes when the journal holds the records. A listener
 * that can slow its client down (TCP, HTTP, files) keeps a bounded number of uncompleted stages;
 * one that cannot (UDP) asks {@link #hasRoom()} and otherwise counts a drop.
 */
public interface Intake {
  /**
   * Journals the records, in order. The stage completes when they survive what the configured
   * durability promises; only then may the client be acknowledged. It fails when the journal cannot
   * take them ({@link IntakeFullException} for the disk budget): nothing was kept then.
   */
  CompletionStage<Void> accept(List<RawRecord> records);

  /** Whether the bounded queue before the journal has room. */
  boolean hasRoom();

  /** Counts records that were received but could not be kept: received and dropped grow by it. */
  void dropped(String source, Reason reason, long count);

  /**
   * Puts bytes that no parser will ever see (an oversized frame, say) into quarantine: received and
   * rejected grow by one. Never without a trace: what cannot be kept counts as dropped.
   */
  void rejected(RawRecord record, Reason reason, String detail);
}
