package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;

/**
 * What a version of a rule would have told of over past events that the released one did not, and
 * the other way round. Both go through the same events with the engines that run live, in one pass.
 * For one thread.
 */
public final class Trial implements AutoCloseable {
  private static final int MOST_LISTED = 1_000;

  private final Contestant before;
  private final Contestant after;
  private final List<String> widened;
  private long read;
  private long found;
  private long lost;
  private long late;
  private long receivedAt = Long.MIN_VALUE;

  Trial(Contestant before, Contestant after, List<String> widened) {
    this.before = before;
    this.after = after;
    this.widened = List.copyOf(widened);
  }

  /**
   * An alert as it would have been.
   *
   * @param firstSeen event time, milliseconds
   * @param count events
   */
  public record Told(
      String id,
      String rule,
      Severity severity,
      Text title,
      Text reason,
      long firstSeen,
      long count) {}

  /**
   * What came of it.
   *
   * @param read events the engines were given
   * @param findingsBefore events the released version of a Sigma rule matched
   * @param findingsAfter events the tried version matched
   * @param findingsGained events only the tried version matched
   * @param findingsLost events only the released version matched
   * @param alertsBefore alerts of the released version
   * @param alertsAfter alerts of the tried version
   * @param gained alerts only the tried version raised, the first 1,000
   * @param gainedCount how many they are
   * @param lost alerts only the released version raised, the first 1,000
   * @param lostCount how many they are
   * @param forgotten alerts too many to be compared; more than none means that gained and lost are
   *     not whole
   * @param late stored events that had come more than a minute behind their time, which the trial
   *     takes as if they had not: live they are correlated apart, their alerts marked late
   * @param widened parts of the rule the store could not be asked for, so that more was read
   */
  public record Outcome(
      long read,
      long findingsBefore,
      long findingsAfter,
      long findingsGained,
      long findingsLost,
      long alertsBefore,
      long alertsAfter,
      List<Told> gained,
      long gainedCount,
      List<Told> lost,
      long lostCount,
      long forgotten,
      long late,
      List<String> widened) {}

  /** The next event, in the order of the stream it is read from. */
  public void on(Detected detected) {
    read++;
    receivedAt = Math.max(receivedAt, detected.receivedAt());
    boolean had = before.on(detected);
    boolean has = after.on(detected);
    found += has && !had ? 1 : 0;
    lost += had && !has ? 1 : 0;
  }

  /** Wall clock has come to here, as the journal says, milliseconds. */
  public void tick(long at) {
    before.tick(at);
    after.tick(at);
  }

  /** An event had come late, and the next call takes it as if it had not. */
  void cameLate() {
    late++;
  }

  /** Events so far. */
  public long read() {
    return read;
  }

  /**
   * Lets both versions finish and compares them.
   *
   * @param end what lies before it is over, milliseconds
   */
  public Outcome finish(long end, BooleanSupplier cancelled) {
    if (!cancelled.getAsBoolean()) {
      long at = Math.max(end, receivedAt);
      // The first lets go what waits for its order, the second judges what then is due.
      tick(at + 60_000);
      tick(at + 61_000);
    }
    List<Told> gained = missing(after.alerts(), before.alerts());
    List<Told> gone = missing(before.alerts(), after.alerts());
    return new Outcome(
        read,
        before.findings(),
        after.findings(),
        found,
        lost,
        before.alerts().size() + before.forgotten(),
        after.alerts().size() + after.forgotten(),
        gained.stream().limit(MOST_LISTED).toList(),
        gained.size(),
        gone.stream().limit(MOST_LISTED).toList(),
        gone.size(),
        before.forgotten() + after.forgotten(),
        late,
        widened);
  }

  private static List<Told> missing(Map<String, Told> there, Map<String, Told> elsewhere) {
    List<Told> missing = new ArrayList<>();
    there.forEach(
        (id, told) -> {
          if (!elsewhere.containsKey(id)) {
            missing.add(told);
          }
        });
    return missing;
  }

  @Override
  public void close() {
    before.close();
    after.close();
  }
}
