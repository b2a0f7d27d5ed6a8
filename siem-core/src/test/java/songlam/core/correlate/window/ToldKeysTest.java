package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.query.Query;

/**
 * What stands until an event lifts it is over when there is no room left to wait for that event.
 */
class ToldKeysTest {
  private static final long START = 1_795_489_200_000L;

  private final List<String> said = new ArrayList<>();
  private int number;

  @Test
  void aSilenceIsOverWhenItsKeyIsLetGo() {
    onlyWhatWasToldIsOver(condition(Condition.Kind.SILENCE));
  }

  @Test
  void aDeadlineIsOverWhenItsKeyIsLetGo() {
    onlyWhatWasToldIsOver(condition(Condition.Kind.DEADLINE));
  }

  private void onlyWhatWasToldIsOver(Condition condition) {
    Watch watch = Watch.of(condition);
    watch.on(event(START, "a"), this::say);
    watch.on(event(START + 5_000, "b"), this::say);
    watch.advance(START + 10_000, this::say);
    assertEquals(List.of("a holds"), said);
    for (int i = 0; i < Watch.MOST_KEYS; i++) {
      watch.on(event(START + 10_000, "k" + i), this::say);
    }
    assertEquals(List.of("a holds", "a is over"), said);
    assertEquals(2, watch.evicted());
  }

  private static Condition condition(Condition.Kind kind) {
    return new Condition(
        kind,
        new Query.Everything(),
        kind == Condition.Kind.DEADLINE ? new Query.Or(List.of()) : null,
        List.of(EcsField.USER_NAME),
        10_000,
        1,
        null,
        null,
        0,
        0,
        0,
        EcsField.EVENT_END,
        0,
        Frame.SLIDING,
        0);
  }

  private Event event(long at, String key) {
    return new EventBuilder()
        .timestamp(at)
        .origin("t")
        .set(EcsField.USER_NAME, key)
        .set(EcsField.EVENT_END, at + 10_000)
        .build(new EventId("n1", 0, number++, 0));
  }

  private void say(Sighting sighting) {
    said.add(sighting.key() + (sighting.over() ? " is over" : " holds"));
  }
}
