package songlam.console.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.desk.ListedRule;
import songlam.core.event.Text;
import songlam.core.rule.InForce;
import songlam.core.rule.proof.Canary;
import songlam.core.rule.proof.Planned;
import songlam.core.rule.proof.Proof;
import songlam.core.rule.proof.Proofs;

/** Which rules are to be proven, which of them is next, and how each stands. For many threads. */
public final class CanaryAgenda {
  private final CanarySettings settings;
  private final Supplier<List<ListedRule>> alerting;
  private final Supplier<InForce> inForce;
  private final Planner planner;
  private final Predicate<String> isOpen;
  private final Proofs proofs;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private Map<String, Planned> plan = Map.of();
  private @Nullable InForce plannedFor;

  /** Says what can be done to prove each rule. */
  @FunctionalInterface
  public interface Planner {
    Map<String, Planned> plan(List<String> rules, InForce inForce);
  }

  /**
   * @param alerting the rules that alert people now
   * @param planner what can be done to prove each rule, as things are
   * @param isOpen whether an input that is up takes records of a type
   */
  public CanaryAgenda(
      CanarySettings settings,
      Supplier<List<ListedRule>> alerting,
      Supplier<InForce> inForce,
      Planner planner,
      Predicate<String> isOpen,
      Proofs proofs) {
    this.settings = settings;
    this.alerting = alerting;
    this.inForce = inForce;
    this.planner = planner;
    this.isOpen = isOpen;
    this.proofs = proofs;
  }

  /** The rule of this id as long as it alerts. */
  Optional<ListedRule> rule(String id) {
    return alerting.get().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** A canary of the rule is on its way: nobody has to ask any more. */
  void begun(String rule) {
    asked.remove(rule);
  }

  CanaryState ask(String rule, Set<String> underWay) {
    CanaryState state =
        states(underWay).stream()
            .filter(one -> one.rule().equals(rule))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("rule: " + rule + " (expected: one that alerts)"));
    if (state.unprovable() != null) {
      throw new IllegalArgumentException(
          "rule: " + rule + ": " + state.unprovable().en() + " (expected: one that can be proven)");
    }
    asked.add(rule);
    return state;
  }

  List<CanaryState> states(Set<String> underWay) {
    List<ListedRule> rules = alerting.get();
    Map<String, Planned> now = plan(rules);
    List<CanaryState> states = new ArrayList<>();
    for (ListedRule rule : rules) {
      states.add(
          new CanaryState(
              rule.id(),
              rule.title(),
              proof(rule.id(), now.get(rule.id())),
              unprovable(now.get(rule.id())),
              asked.contains(rule.id()) || underWay.contains(rule.id())));
    }
    return states;
  }

  /** Of a rule that can be proven that of the version in force alone. */
  private @Nullable Proof proof(String rule, @Nullable Planned planned) {
    return switch (planned) {
      case Planned.Ready(Canary canary) -> proofs.of(rule, canary.version()).orElse(null);
      case Planned.Unprovable _ -> proofs.of(rule).orElse(null);
      case null -> null;
    };
  }

  private @Nullable Text unprovable(@Nullable Planned planned) {
    return switch (planned) {
      case null -> null;
      case Planned.Unprovable(var because) -> because;
      case Planned.Ready(Canary canary) ->
          isOpen.test(canary.type())
              ? null
              : new Text(
                  "không có đầu vào đang chạy nào nhận bản ghi loại " + canary.type(),
                  "no input that is up takes records of type " + canary.type());
    };
  }

  /**
   * The rule that has waited longest beyond its time.
   *
   * @param now wall clock, milliseconds
   * @param underWay rules whose canary has not come to its end
   */
  Optional<Canary> next(long now, Set<String> underWay) {
    List<ListedRule> rules = alerting.get();
    Map<String, Planned> planned = plan(rules);
    Map<Canary, Long> due = new LinkedHashMap<>();
    for (ListedRule rule : rules) {
      if (planned.get(rule.id()) instanceof Planned.Ready(Canary canary)
          && !underWay.contains(rule.id())
          && isOpen.test(canary.type())) {
        due.put(canary, dueAt(canary));
      }
    }
    return due.entrySet().stream()
        .filter(entry -> entry.getValue() <= now)
        .min(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  private long dueAt(Canary canary) {
    if (asked.contains(canary.rule())) {
      return Long.MIN_VALUE;
    }
    return proofs
        .of(canary.rule(), canary.version())
        .map(proof -> proof.triedAt() + pause(proof).toMillis())
        .orElse(0L);
  }

  private Duration pause(Proof proof) {
    return proof.hasFailed() ? settings.again() : settings.every();
  }

  /** Reading all cases takes a second: once for each change of the rules. */
  private synchronized Map<String, Planned> plan(List<ListedRule> alerting) {
    InForce now = inForce.get();
    List<String> rules = alerting.stream().map(ListedRule::id).toList();
    if (plannedFor != now || !plan.keySet().containsAll(rules)) {
      plan = planner.plan(rules, now);
      plannedFor = now;
    }
    return plan;
  }
}
