package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/** Each key that had to go for want of room is counted, and once. */
class LetGoTest {
  /** Events that windows keep whole at once. */
  private static final int ROOM = 100_000;

  private static final int OVER = 7;
  private static final Pack PACK =
      TrialPack.with(Map.of("counted", TrialPack.condition("counted")), "");
  private static final Pack OTHER =
      TrialPack.with(Map.of("summed", TrialPack.condition("summed")), "");

  @Test
  void whatAWatchLetGoIsCountedWhenThatIsNoMore() {
    Watches watches = crowded();
    watches.follow(OTHER);
    assertEquals(OVER, watches.evicted());
    watches.follow(PACK);
    assertEquals(OVER, watches.evicted());
  }

  @Test
  void soItIsWhenAnotherVersionTakesItsSnapshotOver() {
    StateWriter out = new StateWriter();
    crowded().save(out);
    byte[] state = out.finish();
    for (Pack next : List.of(PACK, OTHER)) {
      Watches watches = new Watches(next);
      watches.restore(new StateReader(state));
      assertEquals(OVER, watches.evicted());
    }
  }

  private static Watches crowded() {
    Watches watches = new Watches(PACK);
    for (int i = 0; i < ROOM + OVER; i++) {
      watches.on(event(i), (_, _) -> {});
    }
    assertEquals(OVER, watches.evicted());
    return watches;
  }

  @Test
  void whatWasLetGoBeforeARestartIsNotTheNextLifes() {
    InMemorySystemStore system = new InMemorySystemStore();
    long last = TrialStream.START + ROOM + OVER;
    try (Packs packs = packs(system)) {
      for (int i = 0; i < ROOM + OVER; i++) {
        packs.accept(new Detected(event(i), List.of(), i, at(i), "", 500));
      }
      assertEquals(OVER, letGo(packs, last));
    }
    try (Packs packs = packs(system)) {
      assertEquals(0, letGo(packs, last + 100_000));
    }
  }

  /** Ticks until it was told how much, and a little longer. */
  private static long letGo(Packs packs, long from) {
    for (int i = 0; i < 20; i++) {
      packs.tick(from - TrialStream.START + i, from + 1_000 + i * 100L);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    packs.finish(from - TrialStream.START + 20);
    return packs.letGo();
  }

  private static Packs packs(InMemorySystemStore system) {
    Packs packs =
        new Packs(
            List.of(PACK),
            new Packs.Parts(
                _ -> {},
                _ -> true,
                PackShelf.NONE,
                system,
                new Faults(),
                LateJoins.NONE,
                Duration.ofMillis(1)));
    packs.replayUntil(0);
    return packs;
  }

  /** All within four seconds. */
  private static long at(int number) {
    return TrialStream.START + number / 50;
  }

  private static Event event(int number) {
    return new EventBuilder()
        .timestamp(at(number))
        .origin("host")
        .set(EcsField.EVENT_ACTION, "a")
        .set(
            EcsField.SOURCE_IP,
            "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255))
        .build(new EventId("n1", 0, number, 0));
  }
}
