package songlam.console.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.pack.SigmaPlayback;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** Findings, and what correlations held, added up by rule: what a person reads first. */
final class FindingCounts {
  /** How many examples of one rule are kept. */
  private static final int EXAMPLES = 5;

  private final Map<String, Row> rows = new TreeMap<>();

  /**
   * The findings of one rule, or the times one correlation held.
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
   * One event of a rule, or one time a correlation held.
   *
   * @param until event time of the last event, that of the first when there is one
   * @param what the command, address, file or message that says most; of a correlation the group,
   *     how many events, and which records
   */
  record Example(long time, long until, String host, String user, String what) {}

  void add(RuleRef rule, Event event) {
    add(rule, example(event));
  }

  /** A correlation held; counts once, however many events made it hold. */
  void add(SigmaPlayback.Held held) {
    add(held.correlation().rule().ref(), example(held));
  }

  private void add(RuleRef rule, Example example) {
    Row row = rows.get(rule.id());
    if (row == null) {
      rows.put(rule.id(), new Row(rule, 1, example.time(), example.until(), List.of(example)));
      return;
    }
    List<Example> examples = row.examples();
    if (examples.size() < EXAMPLES) {
      examples = new ArrayList<>(examples);
      examples.add(example);
    }
    rows.put(
        rule.id(),
        new Row(
            rule,
            row.count() + 1,
            Math.min(row.first(), example.time()),
            Math.max(row.last(), example.until()),
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
        event.timestamp(),
        text(event, EcsField.HOST_NAME),
        text(event, EcsField.USER_NAME),
        what(event));
  }

  private static Example example(SigmaPlayback.Held held) {
    Alert alert = held.alert();
    List<Event> evidence = alert.evidence().stream().map(Evidence::event).toList();
    StringJoiner what = new StringJoiner(" · ");
    held.group().forEach((field, value) -> what.add(field + "=" + value));
    what.add(alert.count() + " sự kiện / events");
    what.add("bản ghi / records " + String.join(", ", records(evidence)));
    return new Example(
        alert.firstSeen(),
        alert.lastSeen(),
        first(evidence, EcsField.HOST_NAME),
        first(evidence, EcsField.USER_NAME),
        what.toString());
  }

  private static List<String> records(List<Event> evidence) {
    return evidence.stream()
        .map(event -> event.id().offset())
        .distinct()
        .map(String::valueOf)
        .toList();
  }

  private static String first(List<Event> evidence, EcsField field) {
    return evidence.stream()
        .map(event -> text(event, field))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
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
