package songlam.console.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * What the shapes mean, looked up in the whole past of a group each time, without any state. Slow;
 * the yardstick of the engines that are measured.
 */
final class CorrelationOracle {
  private final List<Event> group;
  private final String name;
  private final CorrelationRun.Answers answers;

  private CorrelationOracle(String name, List<Event> group, CorrelationRun.Answers answers) {
    this.name = name;
    this.group = group;
    this.answers = answers;
  }

  static CorrelationRun.Answers of(CorrelationShape shape, List<Event> findings) {
    Map<String, List<Event>> groups = new LinkedHashMap<>();
    for (Event finding : findings) {
      String name = String.valueOf(finding.text(EcsField.SOURCE_IP));
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(finding);
    }
    CorrelationRun.Answers answers = new CorrelationRun.Answers();
    groups.forEach((name, group) -> new CorrelationOracle(name, group, answers).look(shape));
    return answers;
  }

  private void look(CorrelationShape shape) {
    for (int i = 0; i < group.size(); i++) {
      if (holds(shape, i)) {
        boolean isAtTheEnd = shape == CorrelationShape.ABSENCE;
        answers.add(name, at(i) + (isAtTheEnd ? CorrelationShape.WINDOW : 0));
      }
    }
  }

  private boolean holds(CorrelationShape shape, int i) {
    return switch (shape) {
      case THRESHOLD -> within(i, "").size() >= CorrelationShape.COUNT;
      case DISTINCT -> values(within(i, "")) >= CorrelationShape.VALUES;
      case SEQUENCE -> isKind(i, "c") && isInOrder(i);
      case SET ->
          !isKind(i, "x")
              && !within(i, "a").isEmpty()
              && !within(i, "b").isEmpty()
              && !within(i, "c").isEmpty();
      case ABSENCE -> isKind(i, "a") && isAlone(i);
    };
  }

  /** Places of a kind in the window that ends with this one; of any kind when it is empty. */
  private List<Integer> within(int i, String kind) {
    List<Integer> within = new ArrayList<>();
    for (int j = 0; j <= i; j++) {
      if (at(j) > at(i) - CorrelationShape.WINDOW && (kind.isEmpty() || isKind(j, kind))) {
        within.add(j);
      }
    }
    return within;
  }

  private int values(List<Integer> places) {
    Set<String> values = new HashSet<>();
    places.forEach(place -> values.add(String.valueOf(group.get(place).text(EcsField.USER_NAME))));
    return values.size();
  }

  private boolean isInOrder(int i) {
    List<Integer> seconds = within(i, "b");
    return within(i, "a").stream()
        .anyMatch(first -> seconds.stream().anyMatch(second -> first < second && second < i));
  }

  private boolean isAlone(int i) {
    for (int j = i + 1; j < group.size(); j++) {
      if (isKind(j, "b") && at(j) < at(i) + CorrelationShape.WINDOW) {
        return false;
      }
    }
    return true;
  }

  private boolean isKind(int i, String kind) {
    return kind.equals(group.get(i).text(EcsField.RULE_ID));
  }

  private long at(int i) {
    return group.get(i).timestamp();
  }
}
