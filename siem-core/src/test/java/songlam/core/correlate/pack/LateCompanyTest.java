package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/** Late events of a rule that the pack's code relates to another one. */
class LateCompanyTest {
  private static final long START = TrialStream.START;
  private static final Pack PACK =
      TrialPack.with(
          Map.of(
              "counted", TrialPack.condition("counted"),
              "explained", TrialPack.condition("explained")),
          "");
  private static final ContainedRules CODE = RuleBase.compile(PACK);

  private final List<Event> stored = new ArrayList<>();
  private final List<LateTrial.Answer> answers = new ArrayList<>();
  private final List<Alert> raised = new ArrayList<>();
  private final PackEngine engine =
      new PackEngine(
          PACK,
          CODE,
          raised::add,
          _ -> true,
          new Surroundings() {
            @Override
            public boolean join(String look, LateJoin join) {
              return answers.addAll(LateTrial.answers(look, join, stored));
            }
          });

  private long now = START;

  /** Two of the three it takes are late; what explains them was told of on time. */
  @Test
  void whatAnotherExplainsIsFoundAndStaysOutOfTheQueue() {
    guesses();
    comes("b", 2_000, 2_005);
    guessesGoOn();
    until(8_000);
    comes("b", 1_000, 8_000);
    comes("b", 3_000, 8_000);
    until(90_000);
    assertEquals(List.of(Condition.SUPPRESSED), conditions("explained"), "nor when it is over");
    assertEquals(1, ids("explained").size());
  }

  @Test
  void whatNothingExplainsIsToldOf() {
    comes("b", 2_000, 2_005);
    until(8_000);
    comes("b", 1_000, 8_000);
    comes("b", 3_000, 8_000);
    until(90_000);
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), conditions("explained"));
  }

  /** A rule that nobody hears of explains nothing, among late events neither. */
  @Test
  void norDoesARuleThatIsOff() {
    engine.switched(Set.of("trial/counted"));
    guesses();
    comes("b", 2_000, 2_005);
    guessesGoOn();
    until(8_000);
    comes("b", 1_000, 8_000);
    comes("b", 3_000, 8_000);
    until(90_000);
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), conditions("explained"));
  }

  private void guesses() {
    for (int i = 0; i < 6; i++) {
      comes("a", 500 + i * 100, 505 + i * 100);
    }
  }

  /** Until the other is over. */
  private void guessesGoOn() {
    comes("a", 7_000, 7_005);
  }

  private List<Condition> conditions(String rule) {
    return of(rule).stream().map(Alert::condition).distinct().toList();
  }

  private Set<String> ids(String rule) {
    return Set.copyOf(of(rule).stream().map(Alert::id).distinct().toList());
  }

  private List<Alert> of(String rule) {
    return raised.stream().filter(alert -> alert.rule().endsWith(rule)).toList();
  }

  private void comes(String action, long at, long receivedAt) {
    until(receivedAt);
    stored.add(
        new EventBuilder()
            .timestamp(START + at)
            .origin("host")
            .set(EcsField.EVENT_ACTION, action)
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.USER_NAME, "one")
            .build(new EventId("n1", 0, stored.size(), 0)));
    engine.on(
        new Detected(
            stored.getLast(),
            List.of(),
            stored.size(),
            START + receivedAt,
            "",
            TrialStream.LATENESS));
  }

  private void until(long time) {
    for (; now <= START + time; now += 500) {
      for (LateTrial.Answer answer : List.copyOf(answers)) {
        engine.joined(answer.look(), answer.found(), now);
      }
      answers.clear();
      engine.tick(now);
    }
  }
}
