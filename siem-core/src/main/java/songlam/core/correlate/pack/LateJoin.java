package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;
import songlam.core.query.Query;

/**
 * A second look at late events, together with those of the same keys that had come on time. The
 * rule runs twice, over what was on time and over all: what only the latter raises, and no stream
 * apart has told of, is raised, marked late. Pure: for the same events the same alerts.
 *
 * @param pack of the rule
 * @param rule the one the events are late for
 * @param code the pack's DRL, compiled
 * @param off whether the rule is switched off, and raises nothing
 * @param from event time from which on events bear on it, milliseconds, included
 * @param to up to where they do, not included
 * @param keys values of the rule's fields among the late events; one of no values where the rule
 *     has no fields
 * @param late the late events
 * @param told what streams apart have raised of the rule by themselves
 * @param upTo journal offset of the latest event to take, so that a later look is the same
 */
public record LateJoin(
    Pack pack,
    Rule rule,
    ContainedRules code,
    boolean off,
    long from,
    long to,
    List<List<String>> keys,
    Set<EventId> late,
    List<Told> told,
    long upTo) {
  /** The session of what is late for the live stream. */
  static final String APART = "\u0000";

  private static final long LATENESS = 500;

  /** The first lets go what waits for its order, the second judges what then is due. */
  private static final List<Long> SETTLING = List.of(60_000L, 61_000L);

  /**
   * An alert there is already.
   *
   * @param from event time of its first event, milliseconds
   * @param to event time of its last
   */
  public record Told(String key, long from, long to) {
    boolean isOf(String other, long begun) {
      return key.equals(other) && from == begun;
    }
  }

  /** Finds every event that bears on it, and may find more. */
  public Query query() {
    Query asked = rule.when().asked();
    List<Query> some = new ArrayList<>();
    for (List<String> key : keys) {
      List<Query> parts = new ArrayList<>();
      for (int i = 0; i < key.size(); i++) {
        parts.add(new Query.Is(rule.when().groupBy().get(i).fieldName(), key.get(i)));
      }
      if (parts.isEmpty()) {
        return asked;
      }
      some.add(new Query.And(parts));
    }
    return new Query.And(List.of(asked, new Query.Or(some)));
  }

  /**
   * What was missed.
   *
   * @param stored what the query finds between {@link #from} and {@link #to}, in any order
   */
  public List<Alert> alerts(List<Event> stored) {
    List<Event> known = new ArrayList<>(stored);
    known.removeIf(event -> event.id().offset() > upTo);
    known.sort(new EventOrder());
    Map<String, Alert> onTime = run(known, event -> !late.contains(event.id()));
    Map<String, Alert> whole = run(known, _ -> true);
    List<Alert> missed = new ArrayList<>(whole.values());
    missed.removeIf(alert -> isTold(alert, onTime));
    return missed;
  }

  private boolean isTold(Alert alert, Map<String, Alert> onTime) {
    return onTime.values().stream()
            .anyMatch(one -> meets(alert, one.groupKey(), one.firstSeen(), one.lastSeen()))
        || told.stream().anyMatch(one -> meets(alert, one.key(), one.from(), one.to()));
  }

  /** Whether both would be one alert, had all come on time. */
  private boolean meets(Alert alert, String key, long first, long last) {
    return alert.groupKey().equals(key)
        && first <= alert.lastSeen() + rule.quiet()
        && alert.firstSeen() <= last + rule.quiet();
  }

  private Map<String, Alert> run(List<Event> events, Predicate<Event> taken) {
    Pack alone =
        new Pack(pack.id(), pack.pipeline(), pack.owner(), Set.of(), List.of(rule), pack.drl());
    Map<String, Alert> alerts = new LinkedHashMap<>();
    AlertSink sink = alert -> alerts.put(alert.id(), alert);
    try (PackEngine engine =
        new PackEngine(alone, code, sink, _ -> !off, new PackEngine.Surroundings() {})) {
      for (Event event : events) {
        if (taken.test(event)) {
          engine.on(
              new Detected(
                  event, List.of(), event.id().offset(), event.timestamp(), APART, LATENESS));
        }
      }
      SETTLING.forEach(after -> engine.tick(to + rule.quiet() + after));
      engine.finish();
    }
    return alerts;
  }
}
