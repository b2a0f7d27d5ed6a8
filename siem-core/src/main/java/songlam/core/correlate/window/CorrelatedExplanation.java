package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import songlam.core.correlate.window.Correlated.Node;
import songlam.core.correlate.window.Correlated.Reading;
import songlam.core.correlate.window.Fullest.Counted;
import songlam.core.detect.Explanation;
import songlam.core.detect.match.Numbers;
import songlam.core.event.Event;

/** Says of each correlation of a rule whether it ever held, and how far its window came. */
final class CorrelatedExplanation {
  private CorrelatedExplanation() {}

  /**
   * @param events in the order of their times
   */
  static List<Explanation> of(Correlated correlated, List<Event> events) {
    List<Explanation> nodes = new ArrayList<>();
    for (int i = 0; i < correlated.nodes().size(); i++) {
      nodes.add(node(correlated, i, events));
    }
    return nodes;
  }

  private static Explanation node(Correlated correlated, int number, List<Event> events) {
    Node node = correlated.nodes().get(number);
    List<Explanation> parts = new ArrayList<>();
    if (node.shape() instanceof Shape.Aggregate aggregate) {
      if (node.parts().stream().allMatch(part -> part >= 0)) {
        parts.add(measured(correlated, node, aggregate, events));
      }
    } else {
      node.parts().stream()
          .filter(part -> part >= 0)
          .forEach(part -> parts.add(counted(correlated, node, part, events)));
    }
    String over =
        node.parts().stream()
            .map(p -> p >= 0 ? WatchedExplanation.part(p) : "correlation " + (~p + 1))
            .collect(Collectors.joining(", "));
    String what =
        "correlation %d: %s of %s within %s"
            .formatted(number + 1, name(node.shape()), over, WindowExplanation.span(node.window()));
    return Explanation.of(what, hasHeld(correlated, number, events), parts);
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case Shape.Aggregate(var measure, _, _) -> measure.name().toLowerCase(Locale.ROOT);
      case Shape.Several(int least) -> "at least " + least;
      case Shape.Together _ -> "any order";
      case Shape.InOrder _ -> "this order";
    };
  }

  /** The operators themselves say it: those up to this one, on these events and what follows. */
  private static boolean hasHeld(Correlated correlated, int number, List<Event> events) {
    Watch watch =
        Watch.of(
            new Correlated(
                correlated.bases(),
                correlated.nodes().subList(0, number + 1),
                correlated.match(),
                correlated.source()));
    List<Sighting> seen = new ArrayList<>();
    for (Event event : events) {
      advance(watch, event.timestamp(), seen);
      watch.on(event, seen::add);
    }
    advance(watch, Long.MAX_VALUE - 1, seen);
    return !seen.isEmpty();
  }

  /** Lets it say all that is due up to here. */
  private static void advance(Watch watch, long time, List<Sighting> seen) {
    long last = Long.MIN_VALUE;
    for (long due = watch.due(); due <= time && due > last; due = watch.due()) {
      last = due;
      watch.advance(due, seen::add);
    }
  }

  private static Explanation measured(
      Correlated correlated, Node node, Shape.Aggregate aggregate, List<Event> events) {
    Fullest fullest =
        new Fullest(time -> time - node.window(), window -> measure(aggregate, window));
    node.parts().forEach(part -> feed(fullest, correlated, node, part, events));
    String wanted =
        aggregate.bounds().limits().stream()
            .map(limit -> limit.relation() + " " + limit.value())
            .collect(Collectors.joining(" and "));
    return Explanation.leaf(
        name(aggregate) + " of a key: " + wanted,
        aggregate.bounds().hold(fullest.most()),
        List.of(fullest.told()));
  }

  private static double measure(Shape.Aggregate aggregate, Collection<Counted> window) {
    Amounts amounts = new Amounts();
    for (Counted one : window) {
      double amount = one.value() == null ? Double.NaN : Numbers.of(one.value().strip());
      if (!Double.isNaN(amount)) {
        amounts.add(amount);
      }
    }
    return switch (aggregate.measure()) {
      case COUNT -> window.size();
      case DISTINCT -> Fullest.distinct(window);
      case SUM -> Fullest.sum(window);
      case AVERAGE -> Fullest.sum(window) / Math.max(1, amounts.size());
      case PERCENTILE -> amounts.size() == 0 ? 0 : amounts.percentile(aggregate.percent());
      case MEDIAN -> amounts.size() == 0 ? 0 : amounts.median();
    };
  }

  private static Explanation counted(
      Correlated correlated, Node node, int part, List<Event> events) {
    Fullest fullest = new Fullest(time -> time - node.window(), Collection::size);
    feed(fullest, correlated, node, part, events);
    return Explanation.leaf(
        "events of " + WatchedExplanation.part(part), fullest.most() > 0, List.of(fullest.told()));
  }

  private static void feed(
      Fullest fullest, Correlated correlated, Node node, int part, List<Event> events) {
    Reading reading = node.readings().get(part);
    for (Event event : events) {
      String key =
          reading != null && correlated.bases().get(part).test(event)
              ? reading.key().apply(event)
              : null;
      if (reading != null && key != null) {
        fullest.add(key, event, reading.value().apply(event));
      }
    }
  }
}
