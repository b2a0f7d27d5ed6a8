package songlam.core.incident;

import java.util.Locale;

/** What a person found an alert or incident to be when closing it. */
public enum Verdict {
  TRUE_POSITIVE("Đúng"),
  FALSE_POSITIVE("Báo nhầm"),
  BENIGN("Đúng nhưng hợp lệ");

  private final String vietnamese;

  Verdict(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  public String vietnamese() {
    return vietnamese;
  }

  /** The name in JSON: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The verdict of this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Verdict of(String label) {
    for (Verdict verdict : values()) {
      if (verdict.label().equals(label)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException(
        "verdict: " + label + " (expected: true_positive, false_positive or benign)");
  }
}
