package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Condition;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Frame;
import songlam.core.correlate.window.Watched;
import songlam.core.query.Query;

/**
 * The exceptions that hold at one moment, what they make of rules, and rules that count what they
 * keep back. Immutable.
 */
final class Exemptions {
  private static final String COUNTING = "exception-";

  private final Map<String, Exemption> live = new TreeMap<>();
  private final Set<String> over = new HashSet<>();

  /** Those that are released; one whose time is over no longer holds. */
  Exemptions(RuleLives lives, long now) {
    for (RuleLife life : lives.own()) {
      boolean mayBe = life.kind() == Piece.Kind.FILTER || life.kind() == Piece.Kind.EXCEPTION;
      if (mayBe && life.released().isPresent()) {
        lives
            .exemption(life.id(), life.released().get())
            .ifPresent(
                one -> {
                  if (one.isOver(now)) {
                    over.add(life.id());
                  } else {
                    live.put(life.id(), one);
                  }
                });
      }
    }
  }

  private Exemptions(Map<String, Exemption> live) {
    this.live.putAll(live);
  }

  static Exemptions of(List<Exemption> all) {
    Map<String, Exemption> live = new TreeMap<>();
    all.forEach(one -> live.put(one.id(), one));
    return new Exemptions(live);
  }

  /** These, and this one in the place of one of its id. */
  Exemptions with(Exemption other) {
    Map<String, Exemption> both = new TreeMap<>(live);
    both.put(other.id(), other);
    return new Exemptions(both);
  }

  List<Exemption> live() {
    return List.copyOf(live.values());
  }

  /** Whether the filter of this id is released and no longer holds. */
  boolean isOver(String id) {
    return over.contains(id);
  }

  /** Whether this is a Sigma filter among them. */
  boolean isFilter(String id) {
    Exemption one = live.get(id);
    return one != null && one.match() == null;
  }

  /** When the first of them ends, wall clock, milliseconds; empty without any. */
  OptionalLong firstEnd() {
    return live.values().stream().mapToLong(Exemption::until).min();
  }

  /** The pack, whose rules no longer count what is excepted. */
  Pack on(Pack pack) {
    Pack narrowed = pack;
    for (Exemption one : live.values()) {
      narrowed = on(narrowed, one);
    }
    return narrowed;
  }

  /**
   * @throws IllegalArgumentException when the exception is of none of the pack's rules
   */
  static void requireMeant(Pack pack, Exemption exemption) {
    if (pack.rules().stream().noneMatch(rule -> isOf(exemption, pack, rule))) {
      throw new IllegalArgumentException(
          "rule: " + exemption.rule() + " (expected: a rule of a pack in force)");
    }
  }

  /** Whether an exception is of some rule of the pack. */
  static boolean isOfRuleIn(Pack pack, Exemption exemption) {
    return exemption.match() != null
        && pack.rules().stream().anyMatch(rule -> isOf(exemption, pack, rule));
  }

  /** The pack with this exception; the same when it is of none of its rules. */
  static Pack on(Pack pack, Exemption exemption) {
    Query match = exemption.match();
    if (match == null) {
      return pack;
    }
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : pack.rules()) {
      rules.add(
          isOf(exemption, pack, rule)
              ? PackPieces.watching(rule, rule.when().without(match))
              : rule);
    }
    return PackPieces.with(pack, rules);
  }

  /**
   * The pack with a rule more for each exception, which notices what the exception keeps back.
   *
   * @param pack as without exceptions
   * @param silent takes the ids of these rules: they must raise nothing
   */
  Pack counted(Pack pack, Set<String> silent) {
    List<Rule> rules = new ArrayList<>(on(pack).rules());
    for (Exemption one : live.values()) {
      for (Rule rule : pack.rules()) {
        Query match = one.match();
        if (match != null && isOf(one, pack, rule)) {
          Rule counting = PackPieces.named(rule, COUNTING + one.id(), each(rule, match));
          rules.add(counting);
          silent.add(pack.id() + "/" + counting.id());
        }
      }
    }
    return PackPieces.with(pack, rules);
  }

  /** The pack without the rules that only count. */
  Pack uncounted(Pack pack) {
    List<Rule> rules = new ArrayList<>(pack.rules());
    rules.removeIf(
        rule ->
            rule.id().startsWith(COUNTING)
                && live.containsKey(rule.id().substring(COUNTING.length())));
    return PackPieces.with(pack, rules);
  }

  /** The id of the exception a rule counts for, else the rule's own. */
  static String plain(String rule) {
    int at = rule.indexOf("/" + COUNTING);
    return at < 0 ? rule : rule.substring(at + 1 + COUNTING.length());
  }

  private static boolean isOf(Exemption exemption, Pack pack, Rule rule) {
    return exemption.rule().equals(pack.id() + "/" + rule.id());
  }

  private static Watched each(Rule rule, Query match) {
    if (rule.when() instanceof Correlated correlated) {
      return correlated.keptBack(match);
    }
    Query both = new Query.And(List.of(rule.when().match(), match));
    long window = Math.max(rule.when().window(), 1_000);
    return new Condition(
        Condition.Kind.THRESHOLD,
        both,
        null,
        rule.when().groupBy(),
        window,
        1,
        null,
        null,
        0,
        0,
        0,
        null,
        0,
        Frame.SLIDING,
        0);
  }
}
