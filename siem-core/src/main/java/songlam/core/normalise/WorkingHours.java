package songlam.core.normalise;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** When people are at work; outside of it a rule says "off hours". */
public record WorkingHours(LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone) {
  public static final WorkingHours DEFAULT =
      new WorkingHours(
          LocalTime.of(6, 30),
          LocalTime.of(19, 0),
          Set.of(
              DayOfWeek.MONDAY,
              DayOfWeek.TUESDAY,
              DayOfWeek.WEDNESDAY,
              DayOfWeek.THURSDAY,
              DayOfWeek.FRIDAY),
          ZoneId.of("Asia/Ho_Chi_Minh"));

  public WorkingHours {
    days = Set.copyOf(days);
  }

  boolean isOff(long millis) {
    ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
    LocalTime time = local.toLocalTime();
    return !days.contains(local.getDayOfWeek()) || time.isBefore(from) || !time.isBefore(to);
  }
}
