package songlam.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Words;
import songlam.core.incident.TriageState;

/**
 * Which alerts to list; an empty set or null asks for all.
 *
 * @param entity text {@code kind:value} or a value of any kind
 * @param conditions as {@link StoredAlert#condition()}
 * @param words each of them found in title, reason, group key or an entity, whatever the case;
 *     marks may be left out
 * @param from last seen, milliseconds, included
 * @param to first seen, milliseconds, not included
 * @param size 0 to 1,000
 */
public record AlertSearch(
    Set<Pipeline> pipelines,
    Set<Severity> severities,
    Set<TriageState> states,
    Set<Condition> conditions,
    @Nullable String rule,
    @Nullable String entity,
    @Nullable String incident,
    String words,
    long from,
    long to,
    Order order,
    int size,
    @Nullable String cursor) {
  /** Every alert, most urgent first. */
  public static final AlertSearch ALL =
      new AlertSearch(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          null,
          null,
          null,
          "",
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          Order.URGENCY,
          100,
          null);

  public AlertSearch {
    pipelines = Set.copyOf(pipelines);
    severities = Set.copyOf(severities);
    states = Set.copyOf(states);
    conditions = Set.copyOf(conditions);
    Limits.within("size", size, 0, 1_000);
  }

  /** What comes behind this page of it. */
  public AlertSearch after(String cursor) {
    return new AlertSearch(
        pipelines,
        severities,
        states,
        conditions,
        rule,
        entity,
        incident,
        words,
        from,
        to,
        order,
        size,
        cursor);
  }

  /** How a list is sorted. */
  public enum Order {
    /** Open before closed, then severity, then last seen, all falling. */
    URGENCY,
    /** Last seen, youngest first. */
    LAST_SEEN
  }

  /** All that a search for words looks at. */
  public static String words(Alert alert) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                alert.title().vi(),
                alert.title().en(),
                alert.reason().vi(),
                alert.reason().en(),
                alert.groupKey()));
    alert.entities().forEach(entity -> texts.add(entity.value()));
    return Words.searchable(texts);
  }

  /** Whether the entity is the one asked for. */
  static boolean names(String asked, Entity entity) {
    return asked.equals(entity.value()) || asked.equals(entity.kind() + ":" + entity.value());
  }
}
