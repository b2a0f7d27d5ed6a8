package songlam.core.correlate.pack;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.contain.RuleFailure;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelation.Columns;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Sigma correlations over a stretch of events that is over, by the events' own clock: the pack they
 * would be, without a platform. Events come with their findings written on them and in the order of
 * {@link EventOrder}. For one thread.
 */
public final class SigmaPlayback implements AutoCloseable {
  private static final String ID = "sigma";
  private static final long SECOND = 1_000;
  private static final EventOrder ORDER = new EventOrder();

  private final Map<String, SigmaCorrelation> correlations = new HashMap<>();
  private final Consumer<Held> out;
  private final Pack pack;
  private final Stream stream;
  private @Nullable Event latest;

  /**
   * A correlation held: for one group, from the first contributing event until nothing contributed
   * any more.
   *
   * @param group the values that keep groups apart, by the fields of {@code group-by}, in its order
   * @param alert what the platform would have raised, as it stood at its end
   */
  public record Held(SigmaCorrelation correlation, Map<String, String> group, Alert alert) {}

  /**
   * @param read correlations whose rules of one event count through their findings
   * @param out hears of each time a correlation held, as soon as that is over
   */
  public SigmaPlayback(SigmaCorrelations read, Consumer<Held> out) {
    this.out = out;
    read.all().forEach(one -> correlations.put(SigmaPackRules.id(one), one));
    List<Rule> rules = SigmaPackRules.of(read);
    this.pack = new Pack(ID, Pipeline.SECURITY, "", Set.of(), rules, "");
    this.stream = new Stream(pack, new RuleBase(RuleBase.compile(pack)), outlet());
  }

  /**
   * The next event.
   *
   * @throws IllegalArgumentException when it is before the one given last
   */
  public void on(Event event) {
    if (latest != null && ORDER.compare(latest, event) > 0) {
      throw new IllegalArgumentException(
          "event " + event.id() + " (expected: none before " + latest.id() + ")");
    }
    latest = event;
    stream.on(event);
  }

  /**
   * Nothing more comes: time goes on until every window has closed and all is quiet, so that what
   * is absent is known to be.
   */
  public void finish() {
    if (latest != null) {
      long settle = pack.rules().stream().mapToLong(SigmaPlayback::settle).max().orElse(0);
      stream.advance(latest.timestamp() + settle);
      stream.finish();
    }
  }

  private static long settle(Rule rule) {
    return rule.when().reach() + rule.quiet() + 2 * SECOND;
  }

  /** Groups and episodes that had to be let go for want of room. */
  public long evicted() {
    return stream.evicted();
  }

  private Outlet outlet() {
    AlertMaker maker = new AlertMaker(pack, false);
    return new Outlet() {
      @Override
      public void decided(Episode episode, RuleSession.Decision decision) {
        SigmaCorrelation correlation = correlations.get(episode.rule().id());
        if (correlation != null && decision.noticed().phase().equals(Noticed.RETURNED)) {
          Alert alert = maker.make(episode, Condition.RETURNED, decision.severity());
          out.accept(new Held(correlation, group(correlation, alert), alert));
        }
      }

      @Override
      public void failed(RuleFailure failure) {
        throw new IllegalStateException("the shared vocabulary never fails", failure);
      }
    };
  }

  /** The values of the group as an event of the evidence has them that is of this group. */
  private static Map<String, String> group(SigmaCorrelation correlation, Alert alert) {
    if (correlation.groupBy().isEmpty()) {
      return Map.of();
    }
    for (Evidence evidence : alert.evidence()) {
      for (String rule : evidence.event().texts(EcsField.SONGLAM_FINDING_RULES)) {
        Columns columns = correlation.columns().get(rule);
        Map<String, String> group =
            columns == null ? Map.of() : group(correlation, columns, evidence);
        if (String.join(" ", group.values()).equals(alert.groupKey())) {
          return group;
        }
      }
    }
    return Map.of(String.join(" ", correlation.groupBy()), alert.groupKey());
  }

  private static Map<String, String> group(
      SigmaCorrelation correlation, Columns columns, Evidence evidence) {
    Map<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < columns.groupBy().size(); i++) {
      String value = SigmaConditions.first(columns.groupBy().get(i), evidence.event());
      group.put(correlation.groupBy().get(i), value == null ? "" : value);
    }
    return group;
  }

  @Override
  public void close() {
    stream.close();
  }
}
