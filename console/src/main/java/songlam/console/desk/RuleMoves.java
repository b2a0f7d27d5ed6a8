package songlam.console.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleState;

/**
 * Moves versions of rules for people, says what is worth saying of that, and has it audited. Safe
 * for many threads.
 */
public final class RuleMoves {
  private final RuleDesk rules;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public RuleMoves(RuleDesk rules, BiConsumer<String, String> audit) {
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * What was moved.
   *
   * @param warnings of a release the rules no case says anything of, of going back the cases that
   *     break, and exceptions that except nothing as things are now
   */
  public record Moved(RuleLife life, List<String> warnings) {
    public Moved {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Moves it and puts that in force.
   *
   * @param version empty for the youngest, or, to retire, the one that is evaluated
   * @throws IllegalArgumentException when the life refuses it, or a release breaks a case
   */
  public Moved move(String id, Optional<Integer> version, RuleState state, String by, String why) {
    int number = version.orElseGet(() -> rules.chosen(id, state));
    List<String> broken =
        state == RuleState.RELEASED ? rules.brokenByReturn(id, number) : List.of();
    RuleLife life = rules.move(id, Optional.of(number), state, by, why);
    audit.accept(
        by,
        state.label()
            + " rule "
            + id
            + (id.indexOf('/') < 0 ? " version " + number : "")
            + (broken.isEmpty() ? "" : ", which breaks " + String.join("; ", broken))
            + ": "
            + why);
    List<String> warnings = new ArrayList<>();
    broken.forEach(one -> warnings.add("broken: " + one));
    warnings.addAll(rules.uncased(id, state));
    warnings.addAll(rules.inForce().idle(id));
    return new Moved(life, warnings);
  }
}
