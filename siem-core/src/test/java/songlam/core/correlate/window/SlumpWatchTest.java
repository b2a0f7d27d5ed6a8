package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.query.Query;

/** Values against what is usual at their hour; the cases of the traffic pack show the edges. */
class SlumpWatchTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long START = 1_795_489_200_000L;
  private static final Slump SLUMP =
      new Slump(
          new Query.Everything(),
          List.of(EcsField.SONGLAM_CAMERA_ID),
          EcsField.SONGLAM_TRAFFIC_SPEED,
          10 * 60_000,
          3,
          0.5,
          2);

  private final List<Event> events = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private void passing(long from, double... speeds) {
    for (double speed : speeds) {
      events.add(
          new EventBuilder()
              .timestamp(from + events.size() * 1_000L % HOUR)
              .set(EcsField.SONGLAM_CAMERA_ID, "c")
              .set(EcsField.SONGLAM_TRAFFIC_SPEED, speed)
              .build(new EventId("n1", 0, events.size(), 0)));
    }
  }

  private void tell(Sighting sighting) {
    told.add(
        sighting.at()
            + " "
            + sighting.fresh().stream().map(part -> part.document() + part.time()).toList());
  }

  @Test
  void aDayThatWasSlowDoesNotMakeTheNextOneUsual() {
    passing(START, 40, 42, 44);
    passing(START + DAY, 41, 5, 5);
    passing(START + 2 * DAY, 43, 44, 45);
    passing(START + 3 * DAY, 19, 20, 21, 23);
    Watch watch = new SlumpWatch(SLUMP);
    events.forEach(event -> watch.on(event, this::tell));
    assertEquals(1, told.size(), () -> "the first three of the last day: " + told);
  }

  @Test
  void aRestartAtAnyPointChangesNothing() {
    for (int day = 0; day < 4; day++) {
      passing(START + day * DAY, 40, 42, 44, 46);
      passing(START + day * DAY + HOUR, 20, 21, 22);
    }
    passing(START + 4 * DAY, 10, 11, 12, 13, 14);
    Watch whole = new SlumpWatch(SLUMP);
    events.forEach(event -> whole.on(event, this::tell));
    List<String> expected = List.copyOf(told);
    assertTrue(expected.size() >= 3, expected::toString);
    for (int cut = 0; cut < events.size(); cut++) {
      told.clear();
      Watch before = new SlumpWatch(SLUMP);
      events.subList(0, cut).forEach(event -> before.on(event, this::tell));
      StateWriter state = new StateWriter();
      before.save(state);
      Watch after = new SlumpWatch(SLUMP);
      after.restore(new StateReader(state.finish()));
      events.subList(cut, events.size()).forEach(event -> after.on(event, this::tell));
      assertEquals(expected, told, "restarted after " + cut);
    }
  }
}
