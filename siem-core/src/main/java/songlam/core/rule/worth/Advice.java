package songlam.core.rule.worth;

import java.util.Locale;

/** What the numbers say should become of a rule; people decide. */
public enum Advice {
  /** It is surely useful more often than not. */
  KEEP,
  /** It is surely useful less than half the time, or only about half of it after many verdicts. */
  TUNE,
  /** It is surely wrong in at least four of five. */
  RETIRE,
  /** The verdicts do not decide it. */
  TOO_FEW;

  /** The name in JSON: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
