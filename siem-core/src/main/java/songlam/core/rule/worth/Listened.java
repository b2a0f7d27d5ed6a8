package songlam.core.rule.worth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Expression;
import songlam.core.event.EcsField;
import songlam.core.query.Query;
import songlam.core.rule.trial.Superset;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;

/**
 * Whether a rule's sources spoke in a span of time: events of the source types a pack asks for, of
 * the logsource of a Sigma rule. Rules of one logsource are asked for once. For one thread.
 */
public final class Listened {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final Query EVERYTHING = new Query.Everything();

  private final EventStore events;
  private final long from;
  private final long to;
  private final Map<String, Long> bySourceType;
  private final Map<Expression, Long> byRoute = new HashMap<>();

  /**
   * @param from event time, milliseconds, included
   * @param to event time, milliseconds, not included
   */
  public Listened(EventStore events, long from, long to) {
    this.events = events;
    this.from = from;
    this.to = to;
    this.bySourceType =
        events.countBy(EcsField.SONGLAM_SOURCE_TYPE, new EventScan(EVERYTHING, from, to));
  }

  /** Days of the span in which anything is stored, from the first of them to its end. */
  public int days() {
    int days = (int) Math.clamp((to - from) / DAY_MILLIS, 1, EventSearch.MOST_BUCKETS);
    var bars = events.search(new EventSearch(EVERYTHING, from, to, 0, null, days)).histogram();
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).count() > 0) {
        return bars.size() - i;
      }
    }
    return 0;
  }

  /** Events the pack's rules looked at. */
  public long to(Pack pack) {
    return bySourceType.entrySet().stream()
        .filter(e -> pack.sourceTypes().isEmpty() || pack.sourceTypes().contains(e.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Events of the rule's logsource, or a few more where the store cannot be asked exactly. */
  public long to(IndexedDetector.Rule rule) {
    return byRoute.computeIfAbsent(rule.route(), route -> count(rule, route));
  }

  private long count(IndexedDetector.Rule rule, Expression route) {
    Query query = Superset.of(List.of(new IndexedDetector.Rule(rule.ref(), route, route))).query();
    return events.count(new EventScan(query, from, to));
  }
}
