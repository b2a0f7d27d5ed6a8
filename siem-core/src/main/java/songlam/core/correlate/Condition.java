package songlam.core.correlate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whether what an alert tells of still holds and calls for people (ISA-18.2), apart from triage.
 */
public enum Condition {
  /** It goes on. */
  ACTIVE,
  /** It has returned to normal: the episode's quiet period is over. */
  RETURNED,
  /** A person has muted its rule for its entity until a date, with a reason. */
  SHELVED,
  /** A rule suppresses it, for example because the parent is down. */
  SUPPRESSED,
  /** Its subject is in maintenance. */
  OUT_OF_SERVICE;

  /** Those that call for people; the others are counted and stay out of the queue. */
  public static final Set<Condition> CALLING =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SHELVED, SUPPRESSED)));

  /** The name in JSON: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
