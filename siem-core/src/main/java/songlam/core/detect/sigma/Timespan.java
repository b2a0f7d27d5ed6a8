package songlam.core.detect.sigma;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code timespan} of a correlation. */
final class Timespan {
  private static final Pattern TIMESPAN = Pattern.compile("([1-9]\\d{0,6})([smhd])");
  private static final Map<String, Long> UNITS =
      Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Timespan() {}

  /** In milliseconds; what is wrong with it is reported. */
  static long read(Mapping section, Report report) {
    Matcher matcher = TIMESPAN.matcher(section.text("timespan"));
    if (!matcher.matches()) {
      report.reject(
          section.at("timespan"),
          "timespan: "
              + (section.text("timespan").isEmpty() ? "missing" : section.text("timespan"))
              + " (expected: such as 30s, 5m, 1h or 2d)");
      return 1_000;
    }
    return Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1_000L);
  }
}
