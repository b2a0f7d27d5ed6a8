package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/** What is judged against a long past is judged so when it comes late, too. */
class LateBaselineTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  private static final String FASTER = TrialPack.condition("faster");
  private static final String SLOWER =
      "{kind: slump, match: 'event.action:a', group_by: source.ip, value: source.bytes, window: 20s,"
          + " count: 3, factor: 0.5, learn: 2d}";

  /** Fifteen windows. */
  private static final long LATE = 150 * SECOND;

  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private String quiet = "20s";
  private final List<Event> events = new ArrayList<>();

  /** A stream of late ones alone would know of no past. */
  @Test
  void whatIsUsualIsNoSurgeBecauseItComesLate() {
    for (int window = 0; window < 60; window++) {
      comes(window * 10 * SECOND, 7, SECOND, 100);
    }
    LateTrial.Raised onTime = run(FASTER, _ -> false, LATE);
    assertEquals(1, onTime.all().size(), "the beginning: " + onTime.all());
    assertEquals(texts(onTime), texts(run(FASTER, at -> at >= 400 * SECOND, LATE)));
    assertEquals(texts(onTime), texts(run(FASTER, at -> at >= 100_000 && at % 3_000 == 0, LATE)));
  }

  @Test
  void aSurgeThatComesLateIsFoundByWhatWasUsualBefore() {
    for (int window = 0; window < 60; window++) {
      comes(window * 10 * SECOND, window == 50 ? 20 : 7, SECOND / 4, 100);
    }
    LateTrial.Raised onTime = run(FASTER, _ -> false, LATE);
    LateTrial.Raised half = run(FASTER, at -> at / (10 * SECOND) == 50 && at % SECOND != 0, LATE);
    LateTrial.Raised all = run(FASTER, at -> at >= 460 * SECOND, LATE);
    assertEquals(2, onTime.all().size(), "the beginning and the surge: " + onTime.all());
    assertEquals(20, onTime.all().getLast().count());
    for (LateTrial.Raised late : List.of(half, all)) {
      assertEquals(contents(onTime), contents(late));
      assertTrue(late.all().getLast().late());
    }
  }

  /** Nobody waits for the end of a quarter of an hour to know what was usual. */
  @Test
  void soItIsWhenItsAlertsStayOpenLong() {
    for (int window = 0; window < 60; window++) {
      comes(window * 10 * SECOND, window == 50 ? 20 : 7, SECOND / 4, 100);
    }
    quiet = "15m";
    LateTrial.Raised late =
        run(FASTER, at -> at / (10 * SECOND) == 50 && at % SECOND != 0, 30 * SECOND);
    assertEquals(1, late.all().size(), "one with the beginning, which goes on: " + late.all());
    quiet = "2m";
    late = run(FASTER, at -> at / (10 * SECOND) == 50 && at % SECOND != 0, 30 * SECOND);
    assertEquals(2, late.all().size(), late.all().toString());
    assertTrue(late.all().getLast().late());
  }

  /** What was before its first event is no past of a key. */
  @Test
  void aKeyThatIsNewLearnsFirstWhateverOfItIsLate() {
    comes(0, 25, SECOND / 4, 100);
    String learning = FASTER.replace("factor: 2", "factor: 2, learn: 30s");
    assertEquals(List.of(), run(learning, at -> at % SECOND == 0, LATE).all());
    assertEquals(1, run(FASTER, at -> at % SECOND == 0, LATE).all().size());
  }

  @Test
  void slowTrafficThatIsToldOfLateIsFoundByWhatIsUsualAtThatHour() {
    for (int day = 0; day < 4; day++) {
      comes(day * DAY, 12, 5 * SECOND, day == 3 ? 10 : 100);
      comes(day * DAY + 20 * MINUTE, 12, 5 * SECOND, 100);
    }
    LateTrial.Raised onTime = run(SLOWER, _ -> false, 30 * MINUTE);
    assertEquals(1, onTime.all().size(), onTime.all().toString());
    LateTrial.Raised late =
        run(SLOWER, at -> at >= 3 * DAY && at < 3 * DAY + 15 * MINUTE, 30 * MINUTE);
    assertEquals(contents(onTime), contents(late));
    assertTrue(late.all().getLast().late());
    LateTrial.Raised some =
        run(SLOWER, at -> at >= 3 * DAY && at % (10 * SECOND) == 0, 30 * MINUTE);
    assertEquals(1, some.all().size(), some.all().toString());
    LateTrial.Raised usual =
        run(SLOWER, at -> at >= 2 * DAY && at < 2 * DAY + 15 * MINUTE, 30 * MINUTE);
    assertEquals(texts(onTime), texts(usual));
  }

  private void comes(long from, int count, long apart, long bytes) {
    for (int i = 0; i < count; i++) {
      events.add(
          new EventBuilder()
              .timestamp(TrialStream.START + from + i * apart)
              .origin("host")
              .set(EcsField.EVENT_ACTION, "a")
              .set(EcsField.SOURCE_IP, "192.0.2.1")
              .set(EcsField.SOURCE_BYTES, bytes)
              .build(new EventId("n1", 0, events.size(), 0)));
    }
  }

  /** Some come that much later. */
  private LateTrial.Raised run(String condition, LongPredicate late, long delay) {
    record Arrival(Event event, long at) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Event event : events) {
      long at = event.timestamp() - TrialStream.START;
      arrivals.add(new Arrival(event, event.timestamp() + (late.test(at) ? delay : 5)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    List<TrialStream.Step> steps = new ArrayList<>();
    long tick = TrialStream.START;
    for (Arrival arrival : arrivals) {
      // Days without anything are not lived through second by second.
      tick = Math.max(tick, arrival.at() - 45 * MINUTE);
      for (; tick < arrival.at(); tick += SECOND) {
        steps.add(new TrialStream.Step.Ticked(tick));
      }
      steps.add(LateTrial.happened(arrival.event(), steps.size(), arrival.at()));
    }
    LateTrial.ticks(steps, tick, 3_600);
    return new LateTrial(TrialPack.with(Map.of("unusual", condition), "", quiet)).run(steps, 0);
  }

  private static List<String> texts(LateTrial.Raised raised) {
    return raised.all().stream().map(TrialPack::content).toList();
  }

  /** But for the mark. */
  private static List<String> contents(LateTrial.Raised raised) {
    return texts(raised).stream()
        .map(text -> text.replace("|true|", "|late?|").replace("|false|", "|late?|"))
        .toList();
  }
}
