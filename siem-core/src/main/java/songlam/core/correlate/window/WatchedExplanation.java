package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Explanation;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Timestamps;
import songlam.core.query.Query;

/**
 * Says of some events which parts of what a rule watches for held for each, and how far its window
 * came over all of them.
 */
public final class WatchedExplanation {
  private static final int MOST_SHOWN = 8;

  private WatchedExplanation() {}

  /** Events that are explained alike: the first of them, and how many they are. */
  private static final class Alike {
    private final Event first;
    private final Explanation explained;
    private int count = 1;

    Alike(Event first, Explanation explained) {
      this.first = first;
      this.explained = explained;
    }

    Explanation told() {
      String more = count == 1 ? "" : ", and %,d more alike".formatted(count - 1);
      return Explanation.of(
          "event of " + Timestamps.iso(first.timestamp()) + more,
          explained.held(),
          explained.parts());
    }
  }

  /**
   * A part for each kind of event, those alike in one, then the window's.
   *
   * @param events in the order of their times
   */
  public static List<Explanation> of(Watched watched, List<Event> events) {
    List<Alike> kinds = new ArrayList<>();
    for (Event event : events) {
      Explanation explained = of(watched, event);
      Alike known =
          kinds.stream().filter(kind -> kind.explained.isAlike(explained)).findFirst().orElse(null);
      if (known == null) {
        kinds.add(new Alike(event, explained));
      } else {
        known.count++;
      }
    }
    List<Explanation> parts =
        kinds.stream().limit(MOST_SHOWN).map(Alike::told).collect(Collectors.toList());
    if (kinds.size() > MOST_SHOWN) {
      String more = "%,d kinds of events more".formatted(kinds.size() - MOST_SHOWN);
      parts.add(Explanation.of(more, false, List.of()));
    }
    parts.add(WindowExplanation.of(watched, events));
    return parts;
  }

  /** Whether an event counts: what the rule asks of it, and whether it has a key. */
  private static Explanation of(Watched watched, Event event) {
    List<Explanation> asked = asked(watched, event);
    List<Explanation> parts = new ArrayList<>(asked);
    boolean held = asked.stream().anyMatch(Explanation::held);
    if (!watched.groupBy().isEmpty()) {
      Explanation key = key(watched.groupBy(), Condition.keyOf(event, watched.groupBy()));
      parts.add(key);
      held &= key.held();
    }
    return Explanation.of("event", held, parts);
  }

  private static List<Explanation> asked(Watched watched, Event event) {
    List<Explanation> asked = new ArrayList<>();
    if (watched instanceof Correlated correlated) {
      for (int i = 0; i < correlated.bases().size(); i++) {
        asked.add(base(correlated, i, event));
      }
      return asked;
    }
    asked.add(named("match", watched.match(), event));
    if (watched instanceof Condition condition && condition.then() != null) {
      asked.add(named("then", condition.then(), event));
    }
    return asked;
  }

  private static Explanation named(String name, Query query, Event event) {
    Explanation explained = QueryExplanation.of(query, event);
    return Explanation.of(name, explained.held(), List.of(explained));
  }

  /** An event is of a kind, and every correlation over that kind finds a key in it. */
  private static Explanation base(Correlated correlated, int base, Event event) {
    Explanation explained = correlated.bases().get(base).explained(event);
    List<Explanation> parts = new ArrayList<>(List.of(explained));
    boolean held = explained.held();
    if (held) {
      for (Correlated.Node node : correlated.nodes()) {
        Correlated.Reading reading = node.readings().get(base);
        if (reading != null) {
          Explanation key = key(List.of(), reading.key().apply(event));
          parts.add(key);
          held &= key.held();
        }
      }
    }
    return Explanation.of(part(base), held, parts);
  }

  static String part(int base) {
    return "part " + (base + 1);
  }

  private static Explanation key(List<EcsField> fields, @Nullable String key) {
    String names =
        fields.stream().map(EcsField::fieldName).collect(Collectors.joining(", ", " ", ""));
    return Explanation.leaf(
        ("key" + names).strip(), key != null, key == null ? List.of() : List.of(key));
  }
}
