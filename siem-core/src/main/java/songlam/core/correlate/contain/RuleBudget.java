package songlam.core.correlate.contain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/**
 * What the rules of one session may still do until they rest. Counts, not clocks: the same facts
 * give the same answers. For one thread, which wears it while the session works.
 */
final class RuleBudget implements AgendaFilter {
  /** Firings of one rule until all rest. */
  static final int MOST_FIRINGS = 100_000;

  /** Facts of one rule that are put together until all rest. */
  static final int MOST_JOINED = 200_000;

  private static final ThreadLocal<@Nullable RuleBudget> WORN = new ThreadLocal<>();

  private final Map<String, long[]> fired = new HashMap<>();
  private final Map<String, long[]> joined = new HashMap<>();
  private @Nullable String overFired;
  private long sinceLooked;
  private long mostFirings;
  private long mostJoined;

  /**
   * Begins anew; from now on what the session does on this thread counts here.
   *
   * @param facts so many are put in at once: each has a budget
   */
  void wear(int facts) {
    mostFirings = (long) MOST_FIRINGS * facts;
    mostJoined = (long) MOST_JOINED * facts;
    fired.clear();
    joined.clear();
    overFired = null;
    WORN.set(this);
  }

  /** The session rests. */
  void rest() {
    WORN.remove();
  }

  /** Whether so many facts were put together since this was last true. */
  boolean isWorthALook(long many) {
    boolean isWorth = sinceLooked >= many;
    sinceLooked = isWorth ? 0 : sinceLooked;
    return isWorth;
  }

  /** A rule that fires over and over is kept from it, so that the session comes to its end. */
  @Override
  public boolean accept(Match match) {
    String rule = match.getRule().getName();
    boolean isWithin = spend(fired, rule) <= mostFirings;
    overFired = isWithin ? overFired : rule;
    return isWithin;
  }

  /**
   * @throws RuleFailure when a rule had to be kept from firing
   */
  void check() {
    if (overFired != null) {
      throw new RuleFailure(
          overFired, "fires over and over: more than %,d times at once".formatted(mostFirings));
    }
  }

  /** Two facts fit each other; {@link RuleFailure} when they are too many. */
  static void joined(String rule) {
    RuleBudget worn = WORN.get();
    if (worn != null) {
      worn.sinceLooked++;
      if (spend(worn.joined, rule) > worn.mostJoined) {
        throw new RuleFailure(
            rule, "puts too many facts together: more than %,d at once".formatted(worn.mostJoined));
      }
    }
  }

  private static long spend(Map<String, long[]> spent, String rule) {
    return ++spent.computeIfAbsent(rule, _ -> new long[1])[0];
  }
}
