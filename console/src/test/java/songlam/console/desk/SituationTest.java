package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.EventId;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.Where;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

class SituationTest {
  private static final long TEN = 1_795_489_200_000L;

  private final InMemorySystemStore system = new InMemorySystemStore();
  private final List<Long> passedOn = new ArrayList<>();

  @Test
  void howThingsStandOutlivesTheProcessAndWhatIsReadAgainChangesNothing() {
    Observation off = new CameraStatus(TEN, "cam_01", "Ngã tư", "offline", Where.UNKNOWN);
    Observation on = new CameraStatus(TEN + 1, "cam_02", "Cầu", "online", Where.UNKNOWN);
    new SituationMemory(system).keep(7, Map.of(Pipeline.TRAFFIC, TEN), List.of(off, on));

    Situation situation = new Situation(correlation(), system, new Caps());
    assertEquals("offline", status(situation));
    assertEquals(Map.of(Pipeline.TRAFFIC, TEN), situation.heard());
    assertEquals(7, situation.safeOffset(90), "the journal is needed from there on");
    situation.accept(
        read(6, new CameraStatus(TEN - 1, "cam_01", "Ngã tư", "online", Where.UNKNOWN)));
    assertEquals("offline", status(situation), "known already");
    situation.accept(
        read(7, new CameraStatus(TEN + 9, "cam_01", "Ngã tư", "online", Where.UNKNOWN)));
    assertEquals("online", status(situation));
    assertEquals(List.of(6L, 7L), passedOn, "correlation gets all of it");
    situation.finish(8);
    Situation next = new Situation(correlation(), system, new Caps());
    assertEquals(8, next.safeOffset(90), "at the end all of it is kept");
    assertEquals("online", status(next));
  }

  private static String status(Situation situation) {
    return Objects.requireNonNull(situation.cameras().get("cam_01")).status();
  }

  private static Detected read(long offset, Observation observation) {
    return new Detected(
        observation.toEvent().build(new EventId("n1", 0, offset, 0)),
        List.of(),
        offset,
        observation.observedAt(),
        "",
        500);
  }

  private Correlation correlation() {
    return new Correlation() {
      @Override
      public void accept(Detected detected) {
        passedOn.add(detected.offset());
      }

      @Override
      public void tick(long offset, long at) {}

      @Override
      public long safeOffset(long upTo) {
        return upTo;
      }

      @Override
      public void replayUntil(long offset) {}
    };
  }
}
