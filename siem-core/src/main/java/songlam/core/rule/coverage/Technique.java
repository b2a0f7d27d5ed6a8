package songlam.core.rule.coverage;

import java.util.List;

/**
 * A technique and the rules that speak of it. By id only: names are the matrix's owner's.
 *
 * @param id such as {@code T1110.001}
 * @param tactics short names in the order they were found; empty when nothing says
 * @param rules every rule that names it
 * @param enabled those that alert
 * @param proven those of them whose canary came through lately
 * @param firing those of them that told of something lately
 * @param shadow those that are only watched
 * @param alerts how often the enabled ones told of something
 */
public record Technique(
    String id,
    List<String> tactics,
    List<String> rules,
    List<String> enabled,
    List<String> proven,
    List<String> firing,
    List<String> shadow,
    long alerts) {
  /** How well it is covered; the best that is true of any rule counts. */
  public enum Level {
    /** Rules exist, none of them is evaluated. */
    OFF,
    /** Only watched. */
    SHADOW,
    ENABLED,
    PROVEN,
    /** Told of something lately. */
    FIRING
  }

  public Technique {
    tactics = List.copyOf(tactics);
    rules = List.copyOf(rules);
    enabled = List.copyOf(enabled);
    proven = List.copyOf(proven);
    firing = List.copyOf(firing);
    shadow = List.copyOf(shadow);
  }

  public Level level() {
    if (!firing.isEmpty()) {
      return Level.FIRING;
    }
    if (!proven.isEmpty()) {
      return Level.PROVEN;
    }
    if (!enabled.isEmpty()) {
      return Level.ENABLED;
    }
    return shadow.isEmpty() ? Level.OFF : Level.SHADOW;
  }
}
