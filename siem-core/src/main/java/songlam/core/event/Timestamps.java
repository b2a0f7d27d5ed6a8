package songlam.core.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments as text, fast: {@code 2026-11-24T03:04:05.678Z}. */
public final class Timestamps {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int LONGEST = 40;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
  private static final BigDecimal FIRST_OF_MILLIS = new BigDecimal(100_000_000_000L);
  private static final BigDecimal FIRST_OF_MICROS = new BigDecimal(100_000_000_000_000L);
  private static final BigDecimal TOO_LARGE = new BigDecimal(100_000_000_000_000_000L);
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[ ]")
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

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

  /**
   * Milliseconds of a moment as logs write it: ISO 8601, a blank for the {@code T}, UTC where no
   * zone stands; or a number since 1970 in seconds, with a fraction too, milliseconds or
   * microseconds, told by its size.
   *
   * @return null when it is none
   */
  public static @Nullable Long read(String text) {
    String moment = text.strip();
    if (moment.isEmpty() || moment.length() > LONGEST) {
      return null;
    }
    if (NUMBER.matcher(moment).matches()) {
      return ofNumber(new BigDecimal(moment));
    }
    try {
      TemporalAccessor read = LENIENT.parseBest(moment, Instant::from, LocalDateTime::from);
      return read instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC).toEpochMilli()
          : Instant.from(read).toEpochMilli();
    } catch (DateTimeException | ArithmeticException notOne) {
      return null;
    }
  }

  private static @Nullable Long ofNumber(BigDecimal number) {
    if (number.compareTo(FIRST_OF_MILLIS) < 0) {
      return number.movePointRight(3).longValue();
    }
    if (number.compareTo(FIRST_OF_MICROS) < 0) {
      return number.longValue();
    }
    return number.compareTo(TOO_LARGE) < 0 ? number.movePointLeft(3).longValue() : null;
  }

  private static void digits(char[] text, int at, int width, int value) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
