package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.window.Condition;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Novelty;
import songlam.core.correlate.window.Slump;
import songlam.core.correlate.window.Watched;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Timestamps;
import songlam.core.query.Query;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;

/**
 * Everything stored that bears on an alert of a pack's rule. An alert itself keeps its first and
 * latest events only: too few for most thresholds, and none of what a rule had learnt before.
 *
 * @param events oldest first
 * @param waitSeconds how long the rule waits behind the last of them before it judges
 * @param isCut whether there are more
 */
public record AlertEvents(List<Event> events, long waitSeconds, boolean isCut) {
  private static final long DAY = 86_400_000L;
  private static final long AFTER_SECONDS = 60;

  /** Windows of a rate that its baseline still rests on: of older ones a hundredth is left. */
  private static final int RATE_WINDOWS = 20;

  /** Of a value known for long one event in this part of the span it is remembered is enough. */
  private static final int TIMES_REMEMBERED = 20;

  public AlertEvents {
    events = List.copyOf(events);
  }

  /**
   * Reads them.
   *
   * @param when what the rule watches for
   * @param most of more, the first are taken
   */
  public static AlertEvents of(Alert alert, Watched when, EventStore store, int most) {
    Map<String, Event> all = new LinkedHashMap<>();
    Predicate<Event> bears = when.contributing();
    List<Event> evidence = alert.evidence().stream().map(Evidence::event).toList();
    Query query = ofKey(when, evidence);
    Predicate<Event> wanted = when instanceof Novelty novelty ? thinned(novelty) : _ -> true;
    if (isSilence(when)) {
      int count = (int) Math.clamp(((Condition) when).count(), 1, EventSearch.LARGEST_PAGE);
      store
          .search(new EventSearch(query, 0, alert.lastSeen() + 1, count, null, 0))
          .items()
          .forEach(event -> all.put(event.documentId(), event));
    } else {
      store.scan(
          new EventScan(query, alert.firstSeen() - past(when), to(alert, when, evidence)),
          page -> {
            page.stream()
                .filter(bears)
                .filter(wanted)
                .forEach(event -> all.put(event.documentId(), event));
            return all.size() <= most;
          });
    }
    evidence.forEach(event -> all.putIfAbsent(event.documentId(), event));
    List<Event> events = new ArrayList<>(all.values());
    events.sort(Comparator.comparingLong(Event::timestamp));
    List<Event> kept = events.subList(0, Math.min(most, events.size()));
    return new AlertEvents(kept, waitSeconds(when, kept), kept.size() < events.size());
  }

  /** What the rule asks for, of the alert's own key alone. */
  private static Query ofKey(Watched when, List<Event> evidence) {
    List<Query> parts = new ArrayList<>(List.of(when.asked()));
    for (EcsField field : when.groupBy()) {
      evidence.stream()
          .map(event -> event.text(field))
          .filter(value -> value != null)
          .findFirst()
          .ifPresent(value -> parts.add(new Query.Is(field.fieldName(), value)));
    }
    return new Query.And(parts);
  }

  private static boolean isSilence(Watched when) {
    return when instanceof Condition condition && condition.kind() == Condition.Kind.SILENCE;
  }

  /** How far before an alert's first event lies what it rests on, milliseconds. */
  private static long past(Watched when) {
    return switch (when) {
      case Condition rate when rate.kind() == Condition.Kind.RATE -> RATE_WINDOWS * rate.window();
      case Novelty novelty -> Math.max(novelty.remember(), novelty.learn()) + novelty.learn();
      case Slump slump -> (slump.learn() + 1) * DAY + slump.window();
      default -> when.reach();
    };
  }

  private static long to(Alert alert, Watched when, List<Event> evidence) {
    return Math.max(alert.lastSeen(), due(when, evidence)) + 1;
  }

  /** The latest moment a deadline's events name, 0 for other rules. */
  private static long due(Watched when, List<Event> events) {
    if (!(when instanceof Condition condition) || condition.due() == null) {
      return 0;
    }
    EcsField due = condition.due();
    return events.stream().mapToLong(event -> event.number(due, 0)).max().orElse(0);
  }

  private static long waitSeconds(Watched when, List<Event> events) {
    long last = events.isEmpty() ? 0 : events.getLast().timestamp();
    long millis =
        switch (when) {
          case Condition condition when isSilence(condition) -> condition.window();
          case Condition condition -> Math.max(0, due(condition, events) - last);
          case Correlated correlated -> correlated.reach();
          default -> 0;
        };
    return AFTER_SECONDS + millis / 1_000;
  }

  /** Each value often enough that it stays known as long as it was. */
  private static Predicate<Event> thinned(Novelty novelty) {
    Map<String, Long> taken = new HashMap<>();
    long every = Math.max(1, novelty.remember() / TIMES_REMEMBERED);
    return event -> {
      String value = event.text(novelty.value());
      Long before = value == null ? null : taken.get(value);
      if (value == null || (before != null && event.timestamp() - before < every)) {
        return false;
      }
      taken.put(value, event.timestamp());
      return true;
    };
  }

  /** How many, and of when. */
  public String words() {
    return events.isEmpty()
        ? "no events"
        : "%,d stored events, %s to %s"
            .formatted(
                events.size(),
                Timestamps.iso(events.getFirst().timestamp()),
                Timestamps.iso(events.getLast().timestamp()));
  }
}
