package songlam.core.rule;

import java.util.Locale;

/** How far a version of a rule has come. */
public enum RuleState {
  /** Written, not evaluated. */
  DRAFT,
  /** Evaluated live; alerts nobody, what it would have told of is counted. */
  SHADOW,
  /** In force. */
  RELEASED,
  /** Given up, or replaced by another version. */
  RETIRED;

  /** The name in files and JSON: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static RuleState of(String label) {
    for (RuleState state : values()) {
      if (state.label().equals(label)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "state: " + label + " (expected: draft, shadow, released or retired)");
  }
}
