package songlam.collectors.listen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.IntakeFullException;

/** An intake that remembers; it can be full for a while. */
public final class RecordingIntake implements Intake {
  public final List<RawRecord> records = Collections.synchronizedList(new ArrayList<>());
  public final Map<Reason, Long> lost = Collections.synchronizedMap(new EnumMap<>(Reason.class));
  public final List<RawRecord> refused = Collections.synchronizedList(new ArrayList<>());
  public volatile boolean full;

  /** How long each answer takes. */
  public volatile long answersAfterMillis;

  @Override
  public CompletionStage<Void> accept(List<RawRecord> batch) {
    if (full) {
      return CompletableFuture.failedStage(new IntakeFullException("full"));
    }
    records.addAll(batch);
    if (answersAfterMillis > 0) {
      return CompletableFuture.runAsync(
          () -> {}, CompletableFuture.delayedExecutor(answersAfterMillis, TimeUnit.MILLISECONDS));
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public boolean hasRoom() {
    return !full;
  }

  @Override
  public void dropped(String source, Reason reason, long count) {
    lost.merge(reason, count, Long::sum);
  }

  @Override
  public void rejected(RawRecord record, Reason reason, String detail) {
    refused.add(record);
    lost.merge(reason, 1L, Long::sum);
  }
}
