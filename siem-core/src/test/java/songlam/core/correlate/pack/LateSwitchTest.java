package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/** A rule is switched off and on again while what came late of an attack is told of. */
class LateSwitchTest {
  private static final Pack PACK = TrialPack.counting();

  private final List<Alert> raised = new ArrayList<>();
  private final List<Event> stored = new ArrayList<>();
  private final Deque<LateTrial.Answer> answers = new ArrayDeque<>();
  private long now = TrialStream.START;

  private final Surroundings around =
      new Surroundings() {
        @Override
        public boolean join(String look, LateJoin join) {
          return answers.addAll(LateTrial.answers(look, join, stored));
        }
      };

  private final PackEngine engine =
      new PackEngine(PACK, RuleBase.compile(PACK), raised::add, _ -> true, around);

  @Test
  void theAttackKeepsTheNameItWasToldUnder() {
    for (long at : new long[] {2_000, 3_000, 4_000}) {
      comes(at, at + 5);
    }
    until(6_000);
    comes(500, 6_000);
    comes(1_000, 6_000);
    until(18_000);
    assertEquals(Condition.ACTIVE, raised.getLast().condition(), "found");
    String id = raised.getLast().id();

    engine.switched(Set.of("trial/counted"));
    for (long at = 18_500; at < 21_500; at += 500) {
      comes(at, at + 5);
    }
    until(23_000);
    engine.switched(Set.of());
    until(24_000);
    Set<String> ids = new LinkedHashSet<>();
    raised.forEach(alert -> ids.add(alert.id()));
    assertEquals(Set.of(id), ids);
    assertTrue(raised.getLast().late());
    until(200_000);
    assertEquals(Condition.RETURNED, raised.getLast().condition());
    engine.close();
  }

  private void comes(long at, long receivedAt) {
    until(receivedAt);
    Event event =
        new EventBuilder()
            .timestamp(TrialStream.START + at)
            .origin("host")
            .set(EcsField.EVENT_ACTION, "a")
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.USER_NAME, "one")
            .build(new EventId("n1", 0, stored.size(), 0));
    stored.add(event);
    long received = TrialStream.START + receivedAt;
    engine.on(new Detected(event, List.of(), stored.size(), received, "", TrialStream.LATENESS));
  }

  private void until(long time) {
    for (; now <= TrialStream.START + time; now += 500) {
      for (; !answers.isEmpty(); answers.remove()) {
        engine.joined(answers.element().look(), answers.element().found(), now);
      }
      engine.tick(now);
    }
  }
}
