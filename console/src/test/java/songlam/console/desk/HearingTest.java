package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Pipeline;

class HearingTest {
  private static final long START = 1_700_000_000_000L;

  private final Hearing hearing = new Hearing();

  @Test
  void theTypeThatStopsIsNamedWhileItsPipelineStillHearsOthers() {
    for (int second = 0; second < 60; second++) {
      long now = START + second * 1_000L;
      hearing.heard("syslog", now);
      if (second < 30) {
        hearing.heard("netflow", now);
      }
      List<String> expected = second < 40 ? List.of() : List.of("netflow");
      assertEquals(expected, hearing.stopped(Pipeline.SECURITY, now), "second " + second);
    }
    assertEquals(Map.of(Pipeline.SECURITY, START + 59_000), hearing.latest());
    assertEquals(List.of(), hearing.stopped(Pipeline.TRAFFIC, START + 59_000));
  }

  @Test
  void whatCameOnceHasNoRhythmAndDoesNotStop() {
    hearing.heard("json", START);
    assertEquals(List.of(), hearing.stopped(Pipeline.SECURITY, START + 86_400_000));
  }
}
