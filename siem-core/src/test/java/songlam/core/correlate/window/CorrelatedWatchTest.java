package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static songlam.core.correlate.window.Signals.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.core.correlate.window.Bounds.Limit;
import songlam.core.correlate.window.Bounds.Relation;
import songlam.core.correlate.window.Shape.Aggregate;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Shape.InOrder;
import songlam.core.correlate.window.Shape.Measure;
import songlam.core.correlate.window.Shape.Refused;
import songlam.core.correlate.window.Shape.Together;
import songlam.core.event.Event;
import songlam.core.query.Query;
import songlam.testing.LongRun;

/** Correlations against the yardstick, at the edges of windows, and cut in two. */
class CorrelatedWatchTest {
  private static final long WINDOW = 5_000;
  private static final Combination ALL = new Combination(List.of(0, 1, 2), List.of());
  private static final int SHAPES = (int) shapes().count();

  static Stream<Shape> shapes() {
    return Stream.of(
        aggregate(Measure.COUNT, Relation.GTE, 4),
        aggregate(Measure.COUNT, Relation.GT, 4),
        aggregate(Measure.COUNT, Relation.LT, 3),
        aggregate(Measure.COUNT, Relation.LTE, 3),
        aggregate(Measure.COUNT, Relation.EQ, 3),
        aggregate(Measure.COUNT, Relation.NEQ, 3),
        new Aggregate(
            Measure.COUNT,
            0,
            new Bounds(List.of(new Limit(Relation.GT, 2), new Limit(Relation.LTE, 5)))),
        aggregate(Measure.DISTINCT, Relation.GTE, 4),
        aggregate(Measure.DISTINCT, Relation.EQ, 2),
        aggregate(Measure.SUM, Relation.GT, 18),
        aggregate(Measure.AVERAGE, Relation.GTE, 5),
        aggregate(Measure.AVERAGE, Relation.LT, 3),
        new Aggregate(Measure.PERCENTILE, 90, bounds(Relation.GTE, 8)),
        new Aggregate(Measure.PERCENTILE, 25, bounds(Relation.GT, 3)),
        aggregate(Measure.MEDIAN, Relation.GT, 5),
        new Together(List.of(ALL)),
        new Together(
            List.of(
                new Combination(List.of(0, 1), List.of()),
                new Combination(List.of(2, 3), List.of()))),
        new Shape.Several(3),
        new InOrder(List.of(ALL)),
        new InOrder(List.of(new Combination(List.of(0, 0, 1), List.of()))),
        new InOrder(List.of(new Combination(List.of(0, 2), List.of(new Refused(1, 1))))),
        new InOrder(List.of(new Combination(List.of(1, 2), List.of(new Refused(0, 0))))),
        new InOrder(List.of(new Combination(List.of(0, 1), List.of(new Refused(2, 2))))),
        new InOrder(List.of(new Combination(List.of(0), List.of(new Refused(1, 1))))));
  }

  private static Aggregate aggregate(Measure measure, Relation relation, double limit) {
    return new Aggregate(measure, 0, bounds(relation, limit));
  }

  private static Bounds bounds(Relation relation, double limit) {
    return new Bounds(List.of(new Limit(relation, limit)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @Tag(LongRun.DIFFERENTIAL)
  void itHoldsWhenTheYardstickSaysSo(Shape shape) {
    int[] seen = {0};
    LongRun.each(
        LongRun.DIFFERENTIAL,
        SHAPES,
        0,
        60,
        seed -> {
          List<Event> events = Signals.random(new Random(seed), 120, 4, 3);
          List<String> expected = new Oracle(events, WINDOW).holds(shape);
          List<String> said = Signals.said(Signals.one(shape, WINDOW, 4), events, -1);
          assertEquals(sorted(expected), sorted(said));
          seen[0] += said.size();
        });
    assertTrue(LongRun.isOn() || seen[0] > 20, "it never held");
  }

  /** Where time alone decides, what is due at one moment has an order of its own. */
  private static List<String> sorted(List<String> said) {
    return said.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @Tag(LongRun.DETERMINISM)
  void cutInTwoItSaysTheSame(Shape shape) {
    Correlated correlated = Signals.one(shape, WINDOW, 4);
    LongRun.each(
        LongRun.DETERMINISM,
        SHAPES,
        0,
        20,
        seed -> {
          List<Event> events = Signals.random(new Random(seed), 120, 4, 3);
          List<String> whole = Signals.said(correlated, events, -1);
          for (int cut : new int[] {1, 17, 60, 61, 119}) {
            assertEquals(whole, Signals.said(correlated, events, cut), "cut at " + cut);
          }
        });
  }

  @Test
  void theOldEndOfAWindowIsOpen() {
    Correlated three = Signals.one(aggregate(Measure.COUNT, Relation.GTE, 3), WINDOW, 1);
    assertEquals(
        List.of("a@4999"),
        Signals.said(three, List.of(of(0, 0, 0), of(1, 10, 0), of(2, 4_999, 0)), -1));
    assertEquals(
        List.of(), Signals.said(three, List.of(of(0, 0, 0), of(1, 10, 0), of(2, 5_000, 0)), -1));
  }

  @Test
  void whatHasTheSameTimeStandsInTheOrderOfTheStream() {
    Correlated order = Signals.one(new InOrder(List.of(ALL)), WINDOW, 3);
    assertEquals(
        List.of("a@7"), Signals.said(order, List.of(of(0, 7, 0), of(1, 7, 1), of(2, 7, 2)), -1));
    assertEquals(
        List.of(), Signals.said(order, List.of(of(0, 7, 1), of(1, 7, 0), of(2, 7, 2)), -1));
  }

  @Test
  void absenceIsToldWhenItsWindowHasClosed() {
    Shape shape = new Together(List.of(new Combination(List.of(0), List.of(new Refused(1, 0)))));
    Correlated absence = Signals.one(shape, WINDOW, 2);
    assertEquals(List.of("a@5100"), Signals.said(absence, List.of(of(0, 100, 0)), -1));
    assertEquals(List.of(), Signals.said(absence, List.of(of(0, 100, 0), of(1, 5_099, 1)), -1));
    assertEquals(
        List.of("a@5100"), Signals.said(absence, List.of(of(0, 100, 0), of(1, 5_100, 1)), -1));
    assertEquals(List.of(), Signals.said(absence, List.of(of(0, 100, 1), of(1, 5_099, 0)), -1));
  }

  /** What lifts an alert goes on lifting it, or an exception would raise alerts. */
  @Test
  void anExceptionIsOfWhatCountsNotOfWhatLifts() {
    Shape shape = new Together(List.of(new Combination(List.of(0), List.of(new Refused(1, 0)))));
    Correlated absence = Signals.one(shape, WINDOW, 2);
    List<Event> lifted = List.of(of(0, 100, 0), of(1, 5_099, 1));
    List<Event> missing = List.of(of(0, 100, 0));
    Correlated excepted = absence.without(new Query.Everything());
    assertEquals(List.of(), Signals.said(absence, lifted, -1));
    assertEquals(1, Signals.said(absence, missing, -1).size());
    assertEquals(List.of(), Signals.said(excepted, lifted, -1));
    assertEquals(List.of(), Signals.said(excepted, missing, -1), "nothing counts");
    assertEquals(
        List.of(0, 1),
        List.of(
            Signals.said(absence.keptBack(new Query.Everything()), List.of(of(0, 1, 1)), -1).size(),
            Signals.said(absence.keptBack(new Query.Everything()), lifted, -1).size()));
  }

  @Test
  void aCorrelationIsAnEventToTheOneAboveIt() {
    Correlated three = Signals.one(aggregate(Measure.COUNT, Relation.GTE, 3), WINDOW, 1);
    InOrder then = new InOrder(List.of(new Combination(List.of(0, 1), List.of())));
    Map<Integer, Correlated.Reading> readings = Map.of(0, Signals.reading(), 1, Signals.reading());
    Correlated chain =
        new Correlated(
            List.of(event -> Signals.part(event) == 0, event -> Signals.part(event) == 1),
            List.of(
                three.nodes().getFirst(),
                new Correlated.Node(then, 10_000, List.of(~0, 1), readings)),
            new Query.Everything(),
            "chain");
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      events.add(of(i, 1_000 * i, 0));
    }
    events.add(of(3, 11_999, 1));
    assertEquals(List.of("a@11999"), Signals.said(chain, events, 3));
    events.set(3, of(3, 12_000, 1));
    assertEquals(List.of(), Signals.said(chain, events, 3));
  }

  /** What is told, not only when. */
  @Test
  void aCountTellsWhatItsCombinationsTogetherTell() {
    Together enumerated =
        new Together(
            Stream.of(List.of(0, 1), List.of(0, 2), List.of(1, 2))
                .map(two -> new Combination(two, List.of()))
                .toList());
    for (int seed = 0; seed < 20; seed++) {
      List<Event> events = Signals.random(new Random(seed), 120, 3, 2);
      List<Sighting> expected = new ArrayList<>();
      List<Sighting> told = new ArrayList<>();
      Watch byCombinations = Watch.of(Signals.one(enumerated, WINDOW, 3));
      Watch byCount = Watch.of(Signals.one(new Shape.Several(2), WINDOW, 3));
      for (Event event : events) {
        byCombinations.on(event, expected::add);
        byCount.on(event, told::add);
      }
      assertTrue(expected.size() > 10, "it never held");
      assertEquals(expected, told);
    }
  }

  @Test
  void keysBeyondTheBoundAreLetGoAndCounted() {
    Watch watch = Watch.of(Signals.one(new Together(List.of(ALL)), WINDOW, 4));
    for (int i = 0; i < 60_000; i++) {
      watch.on(event(i / 100, i, 0, "k" + i, 0), _ -> {});
    }
    assertEquals(10_000, watch.evicted());
  }

  private static Event of(int number, long at, int part) {
    return event(at, number, part, "a", 0);
  }
}
