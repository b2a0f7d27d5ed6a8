package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.core.correlate.Alert;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/** Packs beside each other: one that breaks costs the others nothing. */
@Timeout(120)
class PacksTest {
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final Faults faults = new Faults();
  private final InMemorySystemStore system = new InMemorySystemStore();
  private long offset;
  private long now = TrialStream.START;

  @Test
  void aPackThatThrowsIsSwitchedOffAlone() {
    Pack throwing = named("throwing", "rule \"t\" when Noticed() then int i = 1 / 0; end");
    try (Packs packs = packs(throwing, named("sound", ""))) {
      attempts(packs, 10);
    }
    assertFailed("throwing");
  }

  @Test
  void aPackThatFiresForeverIsSwitchedOffAlone() {
    Pack firing =
        named(
            "firing",
            "rule \"f\" when $n : Noticed() then delete($n); insertLogical(\"x\"); end\n"
                + "rule \"g\" no-loop false when $s : String() then update($s); end");
    try (Packs packs = packs(firing, named("sound", ""))) {
      attempts(packs, 10);
    }
    assertFailed("firing");
  }

  @Test
  void aPackThatNeverComesBackIsSwitchedOffAlone() {
    Pack stuck = named("stuck", "rule \"s\" when Noticed() then while (alerts != null) {} end");
    try (Packs packs = packs(stuck, named("sound", ""))) {
      attempts(packs, 10);
    }
    assertFailed("stuck");
  }

  @Test
  void aVersionComesIntoForceAtItsPlaceAndStaysOverARestart() {
    Pack graver =
        named(
            "one", "rule \"g\" when $n : Noticed() then" + " alerts.alert($n, Severity.HIGH); end");
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 10);
      String version = packs.prepare(graver);
      packs.activate(offset++, "one", version);
      attempts(packs, 10);
    }
    assertEquals(Severity.HIGH, alerts.getLast().severity());
    assertEquals(20, alerts.getLast().count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
    try (Packs packs = packs(graver)) {
      attempts(packs, 10);
    }
    assertEquals(30, alerts.getLast().count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
  }

  private void assertFailed(String pack) {
    assertEquals(10, alerts.getLast().count());
    assertEquals("sound/counted", alerts.getLast().rule());
    assertTrue(
        faults.since(0).stream()
            .anyMatch(f -> f.source().equals("pack/" + pack) && f.kind().equals("pack")),
        faults.since(0).toString());
  }

  private Packs packs(Pack... packs) {
    Packs made =
        new Packs(
            List.of(packs),
            new Packs.Parts(alerts::add, _ -> true, system, faults, Duration.ofMillis(10)));
    made.replayUntil(0);
    return made;
  }

  private static Pack named(String id, String drl) {
    Pack pack = TrialPack.with(Map.of("counted", TrialPack.condition("counted")), drl);
    return new Pack(id, pack.pipeline(), pack.owner(), pack.sourceTypes(), pack.rules(), drl);
  }

  private void attempts(Packs packs, int count) {
    for (int i = 0; i < count; i++, offset++) {
      now += 100;
      Event event =
          new EventBuilder()
              .timestamp(now)
              .origin("host")
              .set(EcsField.EVENT_ACTION, "a")
              .set(EcsField.SOURCE_IP, "192.0.2.1")
              .build(new EventId("n1", 0, offset, 0));
      packs.accept(new Detected(event, List.of(), offset, now, "", 500));
    }
    now += 8_000;
    packs.tick(offset++, now);
  }
}
