package songlam.core.rule.proof;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Condition;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Meaning;
import songlam.core.event.Event;
import songlam.core.query.EventMatcher;
import songlam.core.rule.InForce;

/** Says where a canary was lost whose time is over, as far as what was seen of it tells. */
public final class Autopsy {
  private Autopsy() {}

  /**
   * Where it was lost.
   *
   * @param packsOff ids of packs that had to be switched off
   * @param waiting journal entries nobody has read yet
   */
  public static Death of(CanaryRun run, InForce inForce, List<String> packsOff, long waiting) {
    Death known = run.lost();
    if (known != null) {
      return known;
    }
    if (run.seen() == 0) {
      return new Death(
          Hop.JOURNAL, "not read within its time; " + waiting + " entries wait to be read");
    }
    if (run.canary().isOfPack()) {
      return ofPack(run, inForce, packsOff);
    }
    return run.isFound() ? notTold(packsOff) : notFound(run, inForce);
  }

  private static Death notTold(List<String> packsOff) {
    return new Death(
        Hop.PACK,
        "the rule matched, and no pack told of it"
            + (packsOff.isEmpty() ? "" : "; switched off: " + String.join(", ", packsOff)));
  }

  private static Death notFound(CanaryRun run, InForce inForce) {
    List<IndexedDetector.Rule> rules =
        inForce.sigma().conditions(rule -> rule.id().equals(run.canary().rule()));
    if (rules.isEmpty()) {
      return new Death(Hop.DETECT, "no rule of this id is in force");
    }
    Event event = run.events().getFirst();
    IndexedDetector.Rule rule = rules.getFirst();
    if (!Meaning.holds(rule.route(), event)) {
      return new Death(Hop.MAPPING, "the event is not of the rule's logsource");
    }
    Set<String> absent = absent(rule.condition(), event);
    if (absent != null && !absent.isEmpty()) {
      return new Death(Hop.MAPPING, "fields the rule asks for are absent: " + absent);
    }
    return new Death(Hop.DETECT, "the event came, and the rule did not match");
  }

  /**
   * The fields without which the condition could not hold; null when it does not hold for another
   * reason, empty when it holds.
   */
  private static @Nullable Set<String> absent(Expression expression, Event event) {
    if (Meaning.holds(expression, event)) {
      return Set.of();
    }
    return switch (expression) {
      case Expression.All(var parts) -> ofAll(parts, event);
      case Expression.Any(var parts) -> ofAny(parts, event);
      case Expression.Named(_, var part) -> absent(part, event);
      case Expression.Not _ -> null;
      case Expression.Present(var column) -> Set.of(column.toString());
      case Expression.Is(var column, _) -> ifAbsent(column, event);
      case Expression.Alike(var column, _, var other, _) -> {
        Set<String> own = ifAbsent(column, event);
        yield own == null ? ifAbsent(other, event) : own;
      }
    };
  }

  private static @Nullable Set<String> ifAbsent(Column column, Event event) {
    return column.read(event) == null ? Set.of(column.toString()) : null;
  }

  private static @Nullable Set<String> ofAll(List<Expression> parts, Event event) {
    Set<String> all = new TreeSet<>();
    for (Expression part : parts) {
      Set<String> one = absent(part, event);
      if (one == null) {
        return null;
      }
      all.addAll(one);
    }
    return all;
  }

  private static @Nullable Set<String> ofAny(List<Expression> parts, Event event) {
    Set<String> any = new TreeSet<>();
    for (Expression part : parts) {
      Set<String> one = absent(part, event);
      if (one != null) {
        any.addAll(one);
      }
    }
    return any.isEmpty() ? null : any;
  }

  private static Death ofPack(CanaryRun run, InForce inForce, List<String> packsOff) {
    String rule = run.canary().rule();
    String pack = rule.substring(0, rule.indexOf('/'));
    if (packsOff.contains(pack)) {
      return new Death(Hop.PACK, "the pack is switched off");
    }
    Condition condition = condition(inForce.packs().get(pack), rule);
    boolean isCounted =
        condition == null || run.events().stream().anyMatch(event -> counts(condition, event));
    return isCounted
        ? new Death(Hop.PACK, run.seen() + " events came, and the rule told of nothing")
        : new Death(Hop.MAPPING, "none of the events is one the rule counts");
  }

  private static boolean counts(Condition condition, Event event) {
    return condition.groupBy().stream().allMatch(event::has)
        && EventMatcher.matches(condition.match(), event);
  }

  private static @Nullable Condition condition(@Nullable Pack pack, String rule) {
    if (pack != null) {
      for (Rule one : pack.rules()) {
        if (rule.equals(pack.id() + "/" + one.id()) && one.when() instanceof Condition condition) {
          return condition;
        }
      }
    }
    return null;
  }
}
