package songlam.console.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** Findings added up by rule: what a person reads first. */
final class FindingCounts {
  /** How many examples of one rule are kept. */
  private static final int EXAMPLES = 5;

  private final Map<String, Row> rows = new TreeMap<>();

  /**
   * The findings of one rule.
   *
   * @param first event time of the earliest, milliseconds since the epoch
   * @param last of the latest
   * @param examples the first of them
   */
  record Row(RuleRef rule, long count, long first, long last, List<Example> examples) {
    Row {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One event of a rule.
   *
   * @param what the command, address, file or message that says most
   */
  record Example(long time, String host, String user, String what) {}

  void add(RuleRef rule, Event event) {
    long time = event.timestamp();
    Row row = rows.get(rule.id());
    if (row == null) {
      rows.put(rule.id(), new Row(rule, 1, time, time, List.of(example(event))));
      return;
    }
    List<Example> examples = row.examples();
    if (examples.size() < EXAMPLES) {
      examples = new ArrayList<>(examples);
      examples.add(example(event));
    }
    rows.put(
        rule.id(),
        new Row(
            rule,
            row.count() + 1,
            Math.min(row.first(), time),
            Math.max(row.last(), time),
            examples));
  }

  /** The most urgent first, of these the most frequent. */
  List<Row> rows() {
    return rows.values().stream()
        .sorted(
            Comparator.comparing((Row row) -> row.rule().level())
                .thenComparingLong(Row::count)
                .reversed())
        .toList();
  }

  private static Example example(Event event) {
    return new Example(
        event.timestamp(),
        text(event, EcsField.HOST_NAME),
        text(event, EcsField.USER_NAME),
        what(event));
  }

  private static String what(Event event) {
    Object command = event.vendor().get("winlog.event_data.CommandLine");
    if (command == null) {
      command = event.vendor().get("winlog.event_data.TargetFilename");
    }
    for (EcsField field :
        List.of(EcsField.PROCESS_COMMAND_LINE, EcsField.PROCESS_EXECUTABLE, EcsField.MESSAGE)) {
      command = command == null ? event.text(field) : command;
    }
    return command == null ? "" : command.toString();
  }

  private static String text(Event event, EcsField field) {
    String text = event.text(field);
    return text == null ? "" : text;
  }
}
