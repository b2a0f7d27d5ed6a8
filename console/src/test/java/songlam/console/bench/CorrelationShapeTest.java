package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Event;

class CorrelationShapeTest {
  @ParameterizedTest
  @EnumSource
  void theOperatorsOfPacksAnswerAsTheYardstick(CorrelationShape shape) {
    List<Event> findings = FindingStream.of(4_000, 60, 5);
    CorrelationRun.Answers said = CorrelationRun.run(Watch.of(shape.watched()), findings);
    assertTrue(said.size() > 10, () -> "only " + said.size());
    assertTrue(said.equal(CorrelationOracle.of(shape, findings)));
  }

  @Test
  void answersAreEqualWhenTheSameHeldAsOften() {
    CorrelationRun.Answers one = new CorrelationRun.Answers();
    CorrelationRun.Answers other = new CorrelationRun.Answers();
    one.add("a", FindingStream.START + 1);
    one.add("b", FindingStream.START + 2);
    other.add("b", FindingStream.START + 2);
    assertEquals(false, one.equal(other));
    other.add("a", FindingStream.START + 1);
    assertTrue(one.equal(other));
    other.add("a", FindingStream.START + 1);
    assertEquals(false, one.equal(other));
  }

  @Test
  void groupsThatHaveNoRoomAreCounted() {
    Watch watch = Watch.of(CorrelationShape.THRESHOLD.watched());
    List<Event> each = FindingStream.ofEach(Watch.MOST_KEYS + 1_000);
    each.forEach(finding -> watch.on(finding, _ -> {}));
    assertTrue(watch.evicted() >= 1_000, () -> "" + watch.evicted());
  }
}
