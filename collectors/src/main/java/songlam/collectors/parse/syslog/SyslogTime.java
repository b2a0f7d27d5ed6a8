package songlam.collectors.parse.syslog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import songlam.core.event.Timestamps;

/**
 * The timestamps of syslog: {@code Nov 24 10:03:04}, with a year before or behind, with fractions
 * and a zone; and ISO 8601 as RFC 5424 wants it. A time without a year lies closest to the moment
 * of reception; without a zone it is local to the source.
 */
final class SyslogTime {
  static final long NONE = Long.MIN_VALUE;
  private static final int AHEAD_DAYS = 2;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final ZoneId zone;
  private long cachedHour = NONE;
  private long cachedOffsetMillis;

  SyslogTime(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Reads a timestamp and the space behind it; NONE with the place unchanged when there is none.
   */
  long read(Cursor cursor, long receivedAt) {
    int start = cursor.position();
    long time =
        Cursor.isDigit(cursor.peek()) && cursor.peek(4) == '-'
            ? iso(cursor)
            : dated(cursor, receivedAt);
    if (time == NONE) {
      cursor.back(start);
    }
    return time;
  }

  private long iso(Cursor cursor) {
    String word = cursor.word();
    String text = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
    try {
      boolean zoned =
          text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
      return zoned
          ? Timestamps.parse(text)
          : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException notOne) {
      return NONE;
    }
  }

  /** {@code [*.]Mmm [d]d [yyyy] hh:mm:ss[.fff][ yyyy][:]}: BSD, Cisco and their relatives. */
  private long dated(Cursor cursor, long receivedAt) {
    if (cursor.peek() == '*' || cursor.peek() == '.') {
      cursor.skip(1);
    }
    int year = -1;
    if (Cursor.isDigit(cursor.peek()) && cursor.peek(4) == ' ') {
      year = cursor.number(4);
      cursor.skip(1);
    }
    int month = month(cursor);
    if (month < 0) {
      return NONE;
    }
    cursor.skipSpaces();
    int day = cursor.number(2);
    cursor.skipSpaces();
    if (year < 0 && Cursor.isDigit(cursor.peek(3)) && cursor.peek(4) == ' ') {
      year = cursor.number(4);
      cursor.skip(1);
    }
    int hour = cursor.number(2);
    boolean shaped = cursor.take(':');
    int minute = cursor.number(2);
    shaped &= cursor.take(':');
    int second = cursor.number(2);
    if (!shaped || day < 1 || hour < 0 || minute < 0 || second < 0) {
      return NONE;
    }
    int millis = cursor.take('.') || cursor.take(',') ? fraction(cursor) : 0;
    cursor.take(':');
    cursor.take(' ');
    if (year < 0
        && Cursor.isDigit(cursor.peek())
        && Cursor.isDigit(cursor.peek(3))
        && cursor.peek(4) == ' ') {
      year = cursor.number(4);
      cursor.skip(1);
    }
    try {
      LocalTime time = LocalTime.of(hour, minute, Math.min(59, second));
      int inYear = year < 0 ? likelyYear(month, day, receivedAt) : year;
      LocalDateTime local = LocalDate.of(inYear, month, day).atTime(time);
      return toMillis(local) + millis;
    } catch (DateTimeException impossible) {
      return NONE;
    }
  }

  /** The zone's offset changes on the hour at most, so one look-up an hour is enough. */
  private long toMillis(LocalDateTime local) {
    long asUtc = local.toEpochSecond(ZoneOffset.UTC);
    long hour = Math.floorDiv(asUtc, 3_600);
    if (hour != cachedHour) {
      cachedHour = hour;
      cachedOffsetMillis = zone.getRules().getOffset(local).getTotalSeconds() * 1_000L;
    }
    return asUtc * 1_000 - cachedOffsetMillis;
  }

  private static int month(Cursor cursor) {
    if (!Character.isLetter(cursor.peek(2)) || cursor.peek(3) != ' ') {
      return -1;
    }
    String name = "" + cursor.peek() + cursor.peek(1) + cursor.peek(2);
    int at = MONTHS.indexOf(name);
    if (at < 0 || at % 3 != 0) {
      return -1;
    }
    cursor.skip(4);
    return at / 3 + 1;
  }

  private static int fraction(Cursor cursor) {
    int millis = 0;
    int digits = 0;
    while (Cursor.isDigit(cursor.peek())) {
      if (digits++ < 3) {
        millis = millis * 10 + cursor.peek() - '0';
      }
      cursor.skip(1);
    }
    return digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
  }

  private int likelyYear(int month, int day, long receivedAt) {
    LocalDate now = Instant.ofEpochMilli(receivedAt).atZone(zone).toLocalDate();
    int distance = month * 31 + day - (now.getMonthValue() * 31 + now.getDayOfMonth());
    return distance > AHEAD_DAYS
        ? now.getYear() - 1
        : distance < AHEAD_DAYS - 12 * 31 ? now.getYear() + 1 : now.getYear();
  }
}
