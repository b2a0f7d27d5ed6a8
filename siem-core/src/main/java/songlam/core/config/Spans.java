package songlam.core.config;

import java.time.Duration;

/** Time spans as people write them. */
public final class Spans {
  private Spans() {}

  /**
   * {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Duration parse(String text) {
    int unit = 0;
    while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    if (unit == 0 || unit > 12) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException(text);
    };
  }
}
