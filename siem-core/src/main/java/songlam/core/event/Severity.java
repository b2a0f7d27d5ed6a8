package songlam.core.event;

import java.util.Locale;

/**
 * How urgent a finding, alert or incident is; the levels of Sigma, in rising order, so {@link
 * #compareTo} works as people expect.
 */
public enum Severity {
  INFORMATIONAL("Thông tin"),
  LOW("Thấp"),
  MEDIUM("Trung bình"),
  HIGH("Cao"),
  CRITICAL("Rất cao");

  private final String vietnamese;

  Severity(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  /** The name in JSON, in rules and in English: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String vietnamese() {
    return vietnamese;
  }

  /**
   * The severity of this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Severity of(String label) {
    for (Severity severity : values()) {
      if (severity.label().equalsIgnoreCase(label)) {
        return severity;
      }
    }
    throw new IllegalArgumentException(
        "level: " + label + " (expected: one of informational, low, medium, high, critical)");
  }
}
