package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/**
 * What is known of a pack that has failed, or was cut short, and what the next life makes of it.
 */
@Timeout(120)
class PackFailureTest {
  private static final String FATAL = "192.0.2.66";

  private final Sink sink = new Sink();
  private final Faults faults = new Faults();
  private final InMemorySystemStore system = new InMemorySystemStore();
  private final List<Consumer<Packs>> journal = new ArrayList<>();
  private long now = TrialStream.START;
  private Packs packs = begin(pack(""));

  /** Fails at an alert of one key. */
  private static final class Sink implements AlertSink {
    private final List<Alert> raised = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> unsettled = new ConcurrentLinkedQueue<>();
    private volatile boolean isSlow;

    @Override
    public void raise(Alert alert) {
      if (alert.groupKey().equals(FATAL)) {
        throw new IllegalStateException("no");
      }
      raised.add(alert);
    }

    @Override
    public void settle(String pack, Runnable kept) {
      if (isSlow) {
        unsettled.add(kept);
      } else {
        kept.run();
      }
    }
  }

  @AfterEach
  void close() {
    packs.close();
  }

  @Test
  void thePackBeginsEmptyBehindWhatItFailedAtAndAFaultSaysSo() {
    attempts("192.0.2.1", 4);
    tick();
    packs.finish(journal.size());
    packs = begin(pack(""));
    fail();
    attempts("192.0.2.1", 3);
    tick();
    assertEquals(journal.size(), packs.safeOffset(journal.size()), "the journal goes its way");
    packs.close();
    packs = begin(pack(""));
    tick();
    assertTrue(
        faults.since(0).stream()
            .anyMatch(f -> f.kind().equals("snapshot") && f.detail().en().contains("empty")),
        faults.since(0).toString());
    attempts("192.0.2.1", 1);
    tick();
    packs.finish(journal.size());
    assertEquals(List.of(), sink.raised, "three of the five are missing");
    packs = begin(pack(""));
    attempts("192.0.2.1", 4);
    tick();
    packs.finish(journal.size());
    assertEquals(5, sink.raised.getLast().count());
  }

  @Test
  void whatIsReadAgainBehindTheFailureCounts() {
    attempts("192.0.2.1", 4);
    fail();
    int failedAt = journal.size();
    attempts("192.0.2.1", 6);
    settle();
    packs.close();
    packs = begin(pack(""));
    for (Consumer<Packs> entry : journal) {
      entry.accept(packs);
    }
    packs.finish(journal.size());
    assertEquals(6, sink.raised.getLast().count(), "those behind " + failedAt);
  }

  @Test
  void whatItHadToldOfReturns() {
    attempts("192.0.2.1", 5);
    tick();
    fail();
    packs.close();
    awaitMark();
    assertEquals(Condition.RETURNED, sink.raised.getLast().condition());
    assertEquals(5, sink.raised.getLast().count());
  }

  @Test
  void theJournalIsNeededUntilWhatItHadToldOfIsSafe() {
    attempts("192.0.2.1", 5);
    tick();
    sink.isSlow = true;
    fail();
    packs.close();
    awaitMark();
    assertTrue(packs.safeOffset(journal.size()) < journal.size());
    sink.unsettled.forEach(Runnable::run);
    assertEquals(journal.size(), packs.safeOffset(journal.size()));
  }

  @Test
  void theBeginningOfARepairedVersionIsKeptAtOnce() {
    attempts("192.0.2.1", 4);
    tick();
    fail();
    Pack repaired =
        pack("rule \"r\" when $n : Noticed( count > 999 ) then alerts.suppress($n); end");
    packs.prepare(repaired);
    long at = journal.size();
    entry(packs -> packs.correlateWith(at, Map.of("one", repaired.version())));
    PackMemory.Snapshot kept = new PackMemory(system, "one").recall().orElseThrow();
    assertEquals(at, kept.next());
    assertEquals(repaired.version(), kept.version());
    assertTrue(!kept.isOfFailure(), "nothing of what failed is taken up");
  }

  @Test
  void whatIsCutShortBehindATickCountsOnce() {
    attempts("192.0.2.1", 10);
    tick();
    attempts("192.0.2.1", 5);
    packs.close();
    packs = begin(pack(""));
    for (int i = (int) packs.safeOffset(journal.size()); i < journal.size(); i++) {
      journal.get(i).accept(packs);
    }
    settle();
    packs.finish(journal.size());
    assertEquals(15, sink.raised.getLast().count());
  }

  @Test
  void aLifeThatReadNothingPassesOverNothing() {
    packs.close();
    packs = begin(pack(""));
    assertEquals(0, packs.safeOffset(9));
  }

  /** Comes to the end of what was handed over. */
  private void fail() {
    attempts(FATAL, 5);
    tick();
    for (int i = 0; packs.off().isEmpty() && i < 1_000; i++) {
      sleep();
    }
    assertEquals(List.of("one"), packs.off());
    awaitMark();
  }

  private void awaitMark() {
    for (int i = 0; i < 1_000 && !sink.isSlow && !isMarked(); i++) {
      sleep();
    }
    for (int i = 0; i < 1_000 && sink.isSlow && sink.unsettled.isEmpty(); i++) {
      sleep();
    }
  }

  private boolean isMarked() {
    return new PackMemory(system, "one").recall().orElseThrow().isOfFailure();
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Packs begin(Pack pack) {
    Packs made =
        new Packs(
            List.of(pack),
            new Packs.Parts(
                sink,
                _ -> true,
                PackShelf.NONE,
                system,
                faults,
                LateJoins.NONE,
                Duration.ofHours(1)));
    made.replayUntil(0);
    return made;
  }

  private static Pack pack(String drl) {
    Pack pack = TrialPack.with(Map.of("counted", TrialPack.condition("counted")), drl);
    return new Pack("one", pack.pipeline(), pack.owner(), pack.sourceTypes(), pack.rules(), drl);
  }

  private void entry(Consumer<Packs> entry) {
    journal.add(entry);
    entry.accept(packs);
  }

  private void tick() {
    now += 3_000;
    long at = now;
    long offset = journal.size();
    entry(packs -> packs.tick(offset, at));
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      tick();
    }
  }

  private void attempts(String from, int count) {
    for (int i = 0; i < count; i++) {
      now += 100;
      long offset = journal.size();
      Event event =
          new EventBuilder()
              .timestamp(now)
              .origin("host")
              .set(EcsField.EVENT_ACTION, "a")
              .set(EcsField.SOURCE_IP, from)
              .build(new EventId("n1", 0, offset, 0));
      Detected detected = new Detected(event, List.of(), offset, now, "", 500);
      entry(packs -> packs.accept(detected));
    }
  }
}
