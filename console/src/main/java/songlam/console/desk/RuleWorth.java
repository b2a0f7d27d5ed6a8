package songlam.console.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.incident.TriageState;
import songlam.core.query.Query;
import songlam.core.rule.InForce;
import songlam.core.rule.trial.VerdictRule;
import songlam.core.rule.worth.Listened;
import songlam.core.rule.worth.Precision;
import songlam.core.rule.worth.ReadsSince;
import songlam.core.rule.worth.VerdictTally;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/**
 * What each rule was worth over the last days, from verdicts and stored events. Every call reads
 * the store. Safe for many threads.
 */
public final class RuleWorth {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int PER_PAGE = 500;

  private final RuleDesk rules;
  private final RuleListing listing;
  private final AlertStore alerts;
  private final EventStore events;
  private final Clock clock;
  private final Caps caps;

  /**
   * What is known of one rule.
   *
   * @param precision of what it told of since it reads as it does: what the advice rests on
   * @param whole of the whole span
   * @param since when it came to read so, milliseconds; 0 when nobody has changed it
   * @param fired alerts of a pack's rule, events a Sigma rule matched
   * @param heard events of its sources; -1 when nobody had to look
   * @param silent whether it alerts, never fired over the whole span, and its sources spoke
   */
  public record Worth(
      ListedRule rule,
      Precision precision,
      Precision whole,
      long since,
      long fired,
      long heard,
      boolean silent) {}

  /** Of the whole span, and of each rule as it reads now; by rule. */
  private record Tallied(Map<String, Precision> whole, Map<String, Precision> now) {}

  /**
   * @param observedDays days of the span of which anything is stored: of a rule that is silent more
   *     cannot be said than was observed
   */
  public record Report(long from, long to, int observedDays, List<Worth> rules) {}

  public RuleWorth(
      RuleDesk rules,
      RuleListing listing,
      AlertStore alerts,
      EventStore events,
      Clock clock,
      Caps caps) {
    this.rules = rules;
    this.listing = listing;
    this.alerts = alerts;
    this.events = events;
    this.clock = clock;
    this.caps = caps;
  }

  /** Every rule that alerts or has verdicts, over the last so many days. */
  public Report over(int days) {
    long to = clock.millis();
    long from = to - days * DAY_MILLIS;
    ReadsSince since = new ReadsSince(rules.lives(), rules.inForce());
    Tallied tallied = tallied(from, to, since);
    Map<String, Long> fired = fired(from, to);
    Listened listened = new Listened(events, from, to);
    int observed = listened.days();
    Map<String, IndexedDetector.Rule> conditions = new HashMap<>();
    rules.inForce().sigma().conditions(_ -> true).forEach(c -> conditions.put(c.ref().id(), c));
    List<Worth> all = new ArrayList<>();
    for (ListedRule rule : listing.all()) {
      Precision whole = tallied.whole().getOrDefault(rule.id(), Precision.NONE);
      Precision precision = tallied.now().getOrDefault(rule.id(), Precision.NONE);
      long count = fired.getOrDefault(rule.id(), 0L);
      if (rule.isAlerting() || whole.verdicts() > 0) {
        boolean isToLook = count == 0 && rule.isAlerting();
        long heard = isToLook ? heard(listened, rule, conditions.get(rule.id())) : -1;
        boolean silent = heard > 0 && observed >= days;
        all.add(new Worth(rule, precision, whole, since.of(rule.id()), count, heard, silent));
      }
    }
    return new Report(from, to, observed, all);
  }

  private static long heard(
      Listened listened, ListedRule rule, IndexedDetector.@Nullable Rule condition) {
    if (rule.pack() != null) {
      return listened.to(rule.pack());
    }
    return condition == null ? 0 : listened.to(condition);
  }

  /** How often each rule told of something: a pack's by alerts, a Sigma rule by events. */
  public Map<String, Long> fired(long from, long to) {
    Map<String, Long> all = new HashMap<>(alerts.countByRule(from, to));
    Query found = new Query.Exists(EcsField.SONGLAM_FINDING_RULES.fieldName());
    all.putAll(events.countBy(EcsField.SONGLAM_FINDING_RULES, new EventScan(found, from, to)));
    return all;
  }

  private Tallied tallied(long from, long to, ReadsSince since) {
    InForce now = rules.inForce();
    VerdictTally whole = new VerdictTally();
    VerdictTally current = new VerdictTally();
    String cursor = null;
    int read = 0;
    do {
      Page<StoredAlert> page = alerts.search(closed(from, to, cursor));
      for (StoredAlert one : page.items()) {
        String rule = VerdictRule.of(one.alert(), now);
        whole.add(rule, one);
        if (one.alert().firstSeen() >= since.of(rule)) {
          current.add(rule, one);
        }
      }
      cursor = page.cursor();
      read += page.items().size();
      if (cursor != null && read >= Cap.VERDICTS_READ.limit()) {
        caps.reached(Cap.VERDICTS_READ);
        cursor = null;
      }
    } while (cursor != null);
    return new Tallied(whole.precisions(), current.precisions());
  }

  private static AlertSearch closed(long from, long to, @Nullable String cursor) {
    AlertSearch all = AlertSearch.ALL;
    return new AlertSearch(
        all.pipelines(),
        all.severities(),
        Set.of(TriageState.CLOSED),
        all.conditions(),
        null,
        null,
        null,
        "",
        from,
        to,
        AlertSearch.Order.LAST_SEEN,
        PER_PAGE,
        cursor);
  }
}
