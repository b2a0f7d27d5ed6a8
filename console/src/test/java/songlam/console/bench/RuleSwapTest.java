package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;

class RuleSwapTest {
  private static final String RULE =
      """
      title: Of a corpus
      id: 00000000-0000-4000-8000-%012d
      status: stable
      logsource: {category: process_creation, product: windows}
      detection:
        selection: {CommandLine|contains: word-%d}
        condition: selection
      level: high
      """;

  @TempDir private Path corpus;

  @Test
  void aRuleIsSavedReleasedAndFindsWhileEventsGoThrough() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.writeString(corpus.resolve(i + ".yml"), RULE.formatted(i, i));
    }
    List<Event> events = FindingStream.of(500, 10, 1);
    RuleSwap.Figure figure = RuleSwap.measure(corpus, events, Duration.ofMillis(50));
    assertEquals(SigmaRules.shipped().rules().size() + 20, figure.rules());
    assertTrue(figure.savingSeconds() > 0, figure.toString());
    assertTrue(figure.worstSeconds() > figure.savingSeconds(), figure.toString());
    assertTrue(figure.longestPauseMillis() > 0, figure.toString());
    assertTrue(figure.events() > 1_000, figure.toString());
  }
}
