package songlam.collectors.listen.pcap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.SensorJson;
import songlam.core.event.EventBuilder;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.IntakeFullException;

/**
 * The way from the sensor's events to the intake, in batches. One thread. Files and senders wait
 * until the journal has a batch; an interface cannot wait, so without room the batch is counted as
 * dropped.
 */
final class SensorRecords {
  static final String TYPE = "sensor";
  private static final int BATCH = 500;
  private static final int BATCH_OCTETS = 1 << 20;

  private final Intake intake;
  private final String source;
  private final String session;
  private final boolean canWait;
  private final List<RawRecord> batch = new ArrayList<>();
  private String peer = "";
  private int octets;

  SensorRecords(Intake intake, String source, String session, boolean canWait) {
    this.intake = intake;
    this.source = source;
    this.session = session;
    this.canWait = canWait;
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

  void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<RawRecord> records = List.copyOf(batch);
    batch.clear();
    octets = 0;
    if (canWait) {
      acceptWaiting(records);
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

  private void acceptWaiting(List<RawRecord> records) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        intake.accept(records).toCompletableFuture().join();
        return;
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof IntakeFullException)) {
          intake.dropped(source, Reason.INTERNAL, records.size());
          throw e;
        }
        pause();
      }
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
