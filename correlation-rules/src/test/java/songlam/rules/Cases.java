package songlam.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import songlam.collectors.SourceTypes;
import songlam.core.event.Event;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.RuleCase;

/**
 * The cases of a rule, read as the product reads them.
 *
 * @param rule name of the rule's file
 */
record Cases(String rule, List<RuleCase> cases) {
  private static final CaseReader READER =
      new CaseReader(
          new SourceTypes(new InMemorySystemStore(), ZoneId.of("Asia/Ho_Chi_Minh")).forPipeline());

  static Cases read(Path file) throws IOException {
    String rule = String.valueOf(file.getFileName()).replaceFirst("(\\.cases)?\\.yml$", "");
    return new Cases(rule, READER.read(rule, file.toString(), Files.readString(file)));
  }

  /** Whether at least two fire and at least two stay silent. */
  boolean bothWays() {
    return cases.stream().filter(RuleCase::fires).count() >= 2
        && cases.stream().filter(one -> !one.fires()).count() >= 2;
  }

  static List<Event> events(RuleCase one) {
    return one.events().stream().map(Detected::event).toList();
  }

  /** How long a pack waits behind the last event, milliseconds. */
  static long settle(RuleCase one) {
    return one.end() - one.events().getLast().event().timestamp();
  }
}
