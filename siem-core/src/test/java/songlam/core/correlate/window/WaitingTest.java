package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Shape.Refused;

/** What nothing waits for any more takes no room. */
class WaitingTest {
  private static final int WINDOW = 3_600_000;

  private static final List<Combination> UNANSWERED =
      List.of(new Combination(List.of(0), List.of(new Refused(1, 1))));

  static Stream<Shape> refusing() {
    return Stream.of(new Shape.InOrder(UNANSWERED), new Shape.Together(UNANSWERED));
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void whatIsAnsweredIsNotWaitedForAnyMore(Shape shape) {
    Watch watch = Watch.of(Signals.one(shape, WINDOW, 2));
    for (int i = 0; i < 10_000; i++) {
      watch.on(Signals.event(2 * i, 2 * i, 0, "k" + i, 0), _ -> {});
      watch.on(Signals.event(2 * i + 1, 2 * i + 1, 1, "k" + i, 0), _ -> {});
    }
    assertEquals(Long.MAX_VALUE, watch.due());
  }

  @ParameterizedTest
  @MethodSource("waiting")
  void whatIsLetGoIsNotWaitedForAnyMore(Shape shape) {
    Watch watch = Watch.of(Signals.one(shape, WINDOW, 2));
    int keys = Watch.MOST_KEYS + 1_000;
    for (int i = 0; i < keys; i++) {
      watch.on(Signals.event(i, i, 0, "k" + i, 0), _ -> {});
    }
    long kept = keys - watch.evicted();
    assertTrue(watch.evicted() > 0);
    assertEquals(Signals.START + keys - kept + WINDOW, watch.due(), "of the eldest that is kept");
  }

  static Stream<Shape> waiting() {
    Bounds few = new Bounds(List.of(new Bounds.Limit(Bounds.Relation.LT, 3)));
    return Stream.concat(refusing(), Stream.of(new Shape.Aggregate(Shape.Measure.COUNT, 0, few)));
  }
}
