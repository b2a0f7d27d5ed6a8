package songlam.core.correlate.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Explanation;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** Says how far a window came on some events, of the key that came furthest. */
final class WindowExplanation {
  private static final int MOST_VALUES = 8;

  private final Watched watched;
  private final List<Event> events;

  private WindowExplanation(Watched watched, List<Event> events) {
    this.watched = watched;
    this.events = events;
  }

  /**
   * @param events in the order of their times
   */
  static Explanation of(Watched watched, List<Event> events) {
    WindowExplanation window = new WindowExplanation(watched, events);
    List<Explanation> parts =
        switch (watched) {
          case Condition condition -> window.condition(condition);
          case Correlated correlated -> CorrelatedExplanation.of(correlated, events);
          case Swing swing ->
              List.of(window.measured(swing.distinct(), swing.sum(), swing.risesTo()));
          case Novelty novelty -> window.novelty(novelty);
          case Cluster cluster -> List.of(window.cluster(cluster));
          case Slump slump -> List.of(window.slump(slump));
        };
    boolean held = parts.stream().allMatch(Explanation::held);
    String what = watched.window() == 0 ? "window" : "window of " + span(watched.window());
    return Explanation.of(what, held, parts);
  }

  private List<Explanation> condition(Condition condition) {
    return switch (condition.kind()) {
      case THRESHOLD -> threshold(condition);
      case SEQUENCE -> {
        List<Explanation> parts = new ArrayList<>(threshold(condition));
        parts.add(followed("then, of a key that counts"));
        yield parts;
      }
      case RATE -> {
        String baseline =
            "events of a key, and %s times its own baseline".formatted(condition.factor());
        yield List.of(counted(baseline, condition.count()));
      }
      case RHYTHM -> List.of(counted("events of a key, at equal distances", condition.count()));
      case SILENCE -> List.of(counted("events of a key, and then none", 1));
      case DEADLINE -> List.of(due(condition), not(followed("lifted by then")));
    };
  }

  private List<Explanation> threshold(Condition condition) {
    List<Explanation> parts = new ArrayList<>();
    parts.add(counted("events of a key", condition.count()));
    if (condition.distinct() != null || condition.sum() != null) {
      parts.add(measured(condition.distinct(), condition.sum(), condition.atLeast()));
    }
    return parts;
  }

  private Explanation cluster(Cluster cluster) {
    String near =
        "events within %.0f m of each other; seen wherever they are".formatted(cluster.radius());
    return counted(near, cluster.count());
  }

  private Explanation slump(Slump slump) {
    String values =
        "values of %s, their median under %s times the usual one of that hour"
            .formatted(slump.value().fieldName(), slump.factor());
    return counted(values, slump.count());
  }

  private List<Explanation> novelty(Novelty novelty) {
    Set<String> values = new TreeSet<>();
    counting().forEach(event -> values.addAll(event.texts(novelty.value())));
    String what =
        "a value of %s that a key never had, at least %s after its first event"
            .formatted(novelty.value().fieldName(), span(novelty.learn()));
    return List.of(Explanation.leaf(what, values.size() > 1, List.copyOf(values)));
  }

  private Explanation counted(String what, long needed) {
    return reached(what, fullest(Collection::size), null, needed);
  }

  private Explanation measured(@Nullable EcsField distinct, @Nullable EcsField sum, long needed) {
    if (distinct != null) {
      String what = "different values of " + distinct.fieldName();
      return reached(what, fullest(Fullest::distinct), distinct, needed);
    }
    if (sum != null) {
      String what = "sum of " + sum.fieldName();
      return reached(what, fullest(Fullest::sum), sum, needed);
    }
    return counted("events of a key", needed);
  }

  private Fullest fullest(ToDoubleFunction<Collection<Fullest.Counted>> measure) {
    return new Fullest(time -> watched.frame().leftBy(time, watched.window()), measure);
  }

  private Explanation reached(String what, Fullest fullest, @Nullable EcsField field, long needed) {
    for (Event event : counting()) {
      String key = Condition.keyOf(event, watched.groupBy());
      if (key != null) {
        fullest.add(key, event, field == null ? null : event.text(field));
      }
    }
    return Explanation.leaf(
        what + ": at least " + needed, fullest.most() >= needed, List.of(fullest.told()));
  }

  private List<Event> counting() {
    var counts = Condition.gated(watched.match(), watched.groupBy());
    return events.stream().filter(counts).toList();
  }

  private Explanation followed(String what) {
    Condition condition = (Condition) watched;
    List<String> keys =
        events.stream()
            .filter(condition.follower())
            .map(event -> String.valueOf(condition.keyOf(event)))
            .distinct()
            .limit(MOST_VALUES)
            .toList();
    return Explanation.leaf(what, !keys.isEmpty(), keys);
  }

  private Explanation due(Condition condition) {
    EcsField due = condition.due();
    List<String> seen =
        due == null ? List.of() : counting().stream().flatMap(e -> e.texts(due).stream()).toList();
    String name = due == null ? "due" : due.fieldName();
    return Explanation.leaf("the moment of " + name + " has come", !seen.isEmpty(), seen);
  }

  private static Explanation not(Explanation part) {
    return Explanation.of("not", !part.held(), List.of(part));
  }

  static String span(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (millis > 0 && millis % 86_400_000 == 0) {
      return span.toDays() + "d";
    }
    if (millis > 0 && millis % 3_600_000 == 0) {
      return span.toHours() + "h";
    }
    return millis > 0 && millis % 60_000 == 0 ? span.toMinutes() + "m" : millis / 1_000 + "s";
  }
}
