package songlam.core.detect.sigma;

/**
 * Something wrong or noteworthy in a rule file.
 *
 * @param line from 1
 * @param column from 1
 * @param rule id of the rule, empty when it has none yet
 * @param message {@code what (expected: …)}
 */
public record RuleProblem(
    Kind kind, String file, int line, int column, String rule, String message) {
  /** What it means for the rule. */
  public enum Kind {
    /** The rule is not in force. */
    REJECTED,
    /** The rule is in force, but part of it cannot match as things are. */
    WARNING
  }

  /** {@code file:line:column: what (expected: …)}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
