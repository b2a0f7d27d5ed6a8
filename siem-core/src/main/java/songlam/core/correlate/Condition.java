package songlam.core.correlate;

import java.util.Locale;

/** Whether what an alert tells of still holds (ISA-18.2), apart from what people did about it. */
public enum Condition {
  /** It goes on. */
  ACTIVE,
  /** It has returned to normal: the episode's quiet period is over. */
  RETURNED,
  /** A person put it aside until a date, with a reason. */
  SHELVED,
  /** A rule suppresses it, for example because the parent is down. */
  SUPPRESSED,
  /** Its subject is in maintenance. */
  OUT_OF_SERVICE;

  /** The name in JSON: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
