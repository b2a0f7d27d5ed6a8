package songlam.collectors.listen.pcap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.SensorJson;
import songlam.core.event.EventBuilder;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.IntakeFullException;

/**
 * The way from the sensor's events to the intake, in batches. One thread. Files and senders wait
 * until the journal has a batch, whatever keeps it from taking it; an interface cannot wait, so
 * without room the batch is counted as dropped.
 */
final class SensorRecords {
  static final String TYPE = "sensor";
  private static final int BATCH = 500;
  private static final int BATCH_OCTETS = 1 << 20;

  private final Intake intake;
  private final String source;
  private final String session;
  private final @Nullable BooleanSupplier stopping;
  private final List<RawRecord> batch = new ArrayList<>();
  private String peer = "";
  private int octets;

  /** Of an interface. */
  SensorRecords(Intake intake, String source) {
    this(intake, source, RawRecord.LIVE, null);
  }

  /**
   * Of what can wait.
   *
   * @param stopping whether to wait no longer: what the journal then does not take is counted as
   *     dropped; null for what cannot wait at all
   */
  SensorRecords(Intake intake, String source, String session, @Nullable BooleanSupplier stopping) {
    this.intake = intake;
    this.source = source;
    this.session = session;
    this.stopping = stopping;
  }

  void from(String name) {
    peer = name;
  }

  void add(EventBuilder event) {
    byte[] json = SensorJson.write(event);
    long now = System.currentTimeMillis();
    batch.add(new RawRecord(source, TYPE, session, now, peer, null, "", json));
    octets += json.length;
    if (batch.size() >= BATCH || octets >= BATCH_OCTETS) {
      flush();
    }
  }

  boolean isWaiting() {
    return !batch.isEmpty();
  }

  void flush() {
    if (!isWaiting()) {
      return;
    }
    List<RawRecord> records = List.copyOf(batch);
    batch.clear();
    octets = 0;
    if (stopping != null) {
      acceptWaiting(records, stopping);
    } else if (intake.hasRoom()) {
      CompletionStage<Void> accepted = intake.accept(records);
      accepted.whenComplete((_, failure) -> countLost(failure, records.size()));
    } else {
      intake.dropped(source, Reason.QUEUE_FULL, records.size());
    }
  }

  private void countLost(@Nullable Throwable failure, int count) {
    if (failure != null) {
      intake.dropped(source, Reason.DISK_BUDGET, count);
    }
  }

  /** Holds whoever it comes from, and tries again. Never throws. */
  private void acceptWaiting(List<RawRecord> records, BooleanSupplier stopping) {
    Throwable failure = failureOf(records);
    while (failure != null && !stopping.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      pause();
      failure = failureOf(records);
    }
    if (failure != null) {
      boolean isFull = failure instanceof IntakeFullException;
      intake.dropped(source, isFull ? Reason.DISK_BUDGET : Reason.INTERNAL, records.size());
    }
  }

  /** Why the journal does not have them, or null when it has. */
  private @Nullable Throwable failureOf(List<RawRecord> records) {
    try {
      intake.accept(records).toCompletableFuture().join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
