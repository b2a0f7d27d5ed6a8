package songlam.core.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments as text, fast: {@code 2026-11-24T03:04:05.678Z}. */
public final class Timestamps {
  private static final long DAY_MILLIS = 86_400_000L;

  private Timestamps() {}

  /** ISO 8601 in UTC with milliseconds, always 24 characters for years 0 to 9999. */
  public static String iso(long millis) {
    long days = Math.floorDiv(millis, DAY_MILLIS);
    long ofDay = Math.floorMod(millis, DAY_MILLIS);
    if (days < -719_162 || days > 2_932_896) {
      return Instant.ofEpochMilli(millis).toString();
    }
    // Civil from days: Howard Hinnant, "chrono-compatible low-level date algorithms".
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    long doe = z - era * 146_097;
    long yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    int day = (int) (doy - (153 * mp + 2) / 5 + 1);
    int month = (int) (mp < 10 ? mp + 3 : mp - 9);
    int year = (int) (yoe + era * 400 + (month <= 2 ? 1 : 0));
    char[] text = new char[24];
    digits(text, 0, 4, year);
    text[4] = '-';
    digits(text, 5, 2, month);
    text[7] = '-';
    digits(text, 8, 2, day);
    text[10] = 'T';
    digits(text, 11, 2, (int) (ofDay / 3_600_000));
    text[13] = ':';
    digits(text, 14, 2, (int) (ofDay / 60_000 % 60));
    text[16] = ':';
    digits(text, 17, 2, (int) (ofDay / 1_000 % 60));
    text[19] = '.';
    digits(text, 20, 3, (int) (ofDay % 1_000));
    text[23] = 'Z';
    return new String(text);
  }

  /**
   * Milliseconds of an ISO 8601 moment with a zone.
   *
   * @throws DateTimeException when it is none
   */
  public static long parse(String iso) {
    return iso.endsWith("Z")
        ? Instant.parse(iso).toEpochMilli()
        : OffsetDateTime.parse(iso).toInstant().toEpochMilli();
  }

  private static void digits(char[] text, int at, int width, int value) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
