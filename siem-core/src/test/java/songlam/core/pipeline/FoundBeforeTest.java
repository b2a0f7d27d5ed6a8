package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

class FoundBeforeTest {
  private static final RuleRef THEN = rule("then");
  private static final RuleRef NOW = rule("now");
  private static final Detector DETECTOR = _ -> List.of(NOW);

  @Test
  void whatWasDetectedOnceIsNotDetectedAgain() {
    FoundBefore found = new FoundBefore();
    found.keep(chunk(10, 20, new Chunk.Found(12, 1, List.of(THEN))));
    Detector detector = found.otherwise(DETECTOR);
    assertEquals(List.of(THEN), detector.detect(event(12, 1)));
    assertEquals(List.of(), detector.detect(event(12, 0)), "detected then, and nothing found");
    assertEquals(List.of(), detector.detect(event(19, 0)));
    assertEquals(List.of(NOW), detector.detect(event(9, 0)), "before the stretch");
    assertEquals(List.of(NOW), detector.detect(event(20, 0)), "behind it");
  }

  @Test
  void whatIsStoredIsForgottenAndWhatDoesNotFitIsDetectedAgain() {
    FoundBefore found = new FoundBefore(4);
    found.keep(chunk(0, 10, new Chunk.Found(3, 0, List.of(THEN))));
    found.keep(chunk(10, 20, new Chunk.Found(13, 0, List.of(THEN))));
    Detector detector = found.otherwise(DETECTOR);
    assertEquals(List.of(THEN), detector.detect(event(3, 0)));
    found.keep(chunk(20, 30));
    assertEquals(List.of(NOW), detector.detect(event(3, 0)), "found no room");
    assertEquals(List.of(THEN), detector.detect(event(13, 0)));
    found.forgetBefore(19);
    assertEquals(List.of(THEN), detector.detect(event(13, 0)), "its end may be read once more");
    found.forgetBefore(20);
    assertEquals(List.of(NOW), detector.detect(event(13, 0)));
    assertEquals(List.of(), detector.detect(event(25, 0)));
  }

  private static RuleRef rule(String id) {
    return new RuleRef(id, id, new Text(id, id), Severity.HIGH, List.of());
  }

  private static Chunk chunk(long from, long next, Chunk.Found... found) {
    Chunk chunk = new Chunk(from);
    chunk.next = next;
    chunk.found.addAll(List.of(found));
    return chunk;
  }

  private static Event event(long offset, int index) {
    return new EventBuilder().timestamp(1).build(new EventId("n1", 0, offset, index));
  }
}
