package songlam.collectors.listen.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import songlam.collectors.listen.RecordingIntake;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.IntakeFullException;

/** What the sensor cannot hand on is counted, each packet and each event once. */
class SensorLossesTest {
  private static final RuntimeException FULL = new IntakeFullException("disk budget");

  private final RecordingIntake intake = new RecordingIntake();

  @Test
  void packetsTheKernelOrTheInterfaceDroppedAreToldOnce() {
    PacketDrops drops = new PacketDrops(intake, "mirror");
    drops.counted(0, 0);
    assertEquals(Map.of(), intake.lost);
    drops.counted(5, 2);
    drops.counted(5, 2);
    assertEquals(Map.of(Reason.INTERFACE_OVERFLOW, 7L), intake.lost);
    drops.counted(6, 4);
    assertEquals(Map.of(Reason.INTERFACE_OVERFLOW, 10L), intake.lost);
    drops.counted(3, 0);
    assertEquals(Map.of(Reason.INTERFACE_OVERFLOW, 13L), intake.lost, "counted anew");
  }

  @Test
  void anInterfaceCannotWaitSoWhatFindsNoRoomIsDropped() {
    SensorRecords records = new SensorRecords(intake, "mirror");
    intake.full = true;
    for (int i = 0; i < 501; i++) {
      records.add(event());
    }
    records.flush();
    assertEquals(Map.of(Reason.QUEUE_FULL, 501L), intake.lost);
    intake.full = false;
    records.add(event());
    records.flush();
    assertEquals(1, intake.records.size());
    assertEquals(Map.of(Reason.QUEUE_FULL, 501L), intake.lost);
  }

  @Test
  void whatTheJournalRefusesIsDropped() {
    SensorRecords records = new SensorRecords(refusing(Integer.MAX_VALUE, FULL), "mirror");
    records.add(event());
    records.add(event());
    records.flush();
    assertEquals(Map.of(Reason.DISK_BUDGET, 2L), intake.lost);
  }

  @Test
  void aBatchIsNoLongerThanAMegabyteOrSo() {
    SensorRecords records = new SensorRecords(intake, "capture", "import", () -> false);
    for (int i = 0; i < 10; i++) {
      records.add(event().set(EcsField.MESSAGE, "x".repeat(400_000)));
    }
    assertEquals(9, intake.records.size(), "three at a time");
  }

  @Test
  void aFileWaitsForRoomAndLosesNothing() throws Exception {
    SensorRecords records = new SensorRecords(intake, "capture", "import", () -> false);
    intake.full = true;
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              records.add(event());
              records.flush();
            });
    Thread.sleep(50);
    assertTrue(!reading.isDone(), "it waits");
    intake.full = false;
    reading.get(10, TimeUnit.SECONDS);
    assertEquals(1, intake.records.size());
    assertEquals(Map.of(), intake.lost);
  }

  @Test
  void whateverKeepsTheJournalFromTakingABatchItIsTriedAgain() {
    Intake failing = refusing(2, new UncheckedIOException(new IOException("disk")));
    SensorRecords records = new SensorRecords(failing, "capture", "import", () -> false);
    records.add(event());
    records.flush();
    assertEquals(1, intake.records.size());
    assertEquals(Map.of(), intake.lost);
  }

  @Test
  void whatIsNotTakenWhenTheListenerStopsIsCounted() {
    for (RuntimeException why : List.of(FULL, new IllegalStateException("closed"))) {
      SensorRecords records =
          new SensorRecords(refusing(Integer.MAX_VALUE, why), "capture", "import", () -> true);
      records.add(event());
      records.flush();
    }
    assertEquals(Map.of(Reason.DISK_BUDGET, 1L, Reason.INTERNAL, 1L), intake.lost);
  }

  private Intake refusing(int times, RuntimeException why) {
    return new Refusing(intake, new AtomicInteger(times), why);
  }

  private static EventBuilder event() {
    return new EventBuilder().timestamp(1).set(EcsField.EVENT_DATASET, "sensor.flow");
  }

  /** Says it has room, and has none when it comes to it. */
  private record Refusing(Intake next, AtomicInteger times, RuntimeException why)
      implements Intake {
    @Override
    public CompletionStage<Void> accept(List<RawRecord> records) {
      return times.getAndDecrement() > 0
          ? CompletableFuture.failedStage(why)
          : next.accept(records);
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public void dropped(String source, Reason reason, long count) {
      next.dropped(source, reason, count);
    }

    @Override
    public void rejected(RawRecord record, Reason reason, String detail) {
      next.rejected(record, reason, detail);
    }
  }
}
