package songlam.core.detect.sigma;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Column;
import songlam.core.event.Text;

/**
 * A correlation rule, its references resolved.
 *
 * @param rule what it says of itself; its logsource is empty
 * @param name what other correlations call it, empty when they use its id
 * @param parts what it is over, in the order of its {@code rules}
 * @param columns by id of each rule of one event that it or a correlation below it is over
 * @param groupBy the fields as written
 * @param timespan milliseconds
 * @param generate whether what it is over is told of too
 * @param isReferenced whether another correlation is over it: then it is told of by that one only
 * @param ours what our own files say beyond Sigma
 */
public record SigmaCorrelation(
    SigmaRule rule,
    String name,
    List<Part> parts,
    Map<String, Columns> columns,
    List<String> groupBy,
    long timespan,
    Condition condition,
    boolean generate,
    boolean isReferenced,
    Ours ours) {
  /** Events counted per group; a rule that asks for more would never hold. */
  public static final int MOST_COUNTED = 65_536;

  public SigmaCorrelation {
    parts = List.copyOf(parts);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    groupBy = List.copyOf(groupBy);
  }

  /** The same where another one is over it. */
  SigmaCorrelation asReferenced() {
    return new SigmaCorrelation(
        rule, name, parts, columns, groupBy, timespan, condition, generate, true, ours);
  }

  /** What a correlation is over. */
  public sealed interface Part {
    /**
     * A rule of one event.
     *
     * @param isInline whether it stands in the same files and is evaluated with them; another one
     *     counts through its findings
     */
    record OfRule(SigmaRule rule, boolean isInline) implements Part {}

    record OfCorrelation(SigmaCorrelation correlation) implements Part {}
  }

  /** Where an event of one rule has the fields of the group, and those that are measured. */
  public record Columns(List<Column> groupBy, List<Column> measured) {
    public Columns {
      groupBy = List.copyOf(groupBy);
      measured = List.copyOf(measured);
    }
  }

  /** When it holds. */
  public sealed interface Condition {
    /**
     * A measure within limits.
     *
     * @param measure {@code event_count}, {@code value_sum} …, the type in the file
     * @param limits by {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code eq}, {@code neq}
     * @param percentile for {@code value_percentile}
     */
    record Measured(String measure, Map<String, Double> limits, double percentile)
        implements Condition {
      public Measured {
        limits = Map.copyOf(limits);
      }
    }

    /** So many different parts, whichever they are, in any order. */
    record Several(int least) implements Condition {}

    /** One of the combinations of parts, in order or not. */
    record Combined(boolean isOrdered, List<Combination> any) implements Condition {
      public Combined {
        any = List.copyOf(any);
      }
    }
  }

  /**
   * Parts that must and parts that must not come, by their places.
   *
   * @param wanted ascending
   * @param refused ascending
   */
  public record Combination(List<Integer> wanted, List<Integer> refused) {
    public Combination {
      wanted = List.copyOf(wanted);
      refused = List.copyOf(refused);
    }
  }

  /** The block {@code songlam} of a correlation; texts are empty where it is silent. */
  public record Ours(
      Text reason,
      Text cause,
      Text consequence,
      Text action,
      String respondWithin,
      String quiet,
      @Nullable String playbook,
      List<Entity> entities) {
    public Ours {
      entities = List.copyOf(entities);
    }
  }

  /** Whose value an alert is about. */
  public record Entity(String kind, String field, String role) {}
}
