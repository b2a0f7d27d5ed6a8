package songlam.core.rule.coverage;

import java.util.List;

/**
 * A rule as the matrix sees it.
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param techniques ATT&amp;CK ids such as {@code T1110.001}
 * @param tactics short names the rule's tags give, such as {@code initial-access}
 * @param standing whether it alerts, is only watched, or neither
 * @param proven whether its canary came through lately
 * @param alerts how often it told of something lately
 */
public record Covering(
    String rule,
    List<String> techniques,
    List<String> tactics,
    Standing standing,
    boolean proven,
    long alerts) {
  /** What a rule does now. */
  public enum Standing {
    /** Released and switched on. */
    ENABLED,
    /** Evaluated, alerts nobody. */
    SHADOW,
    /** A draft, retired, or switched off. */
    OFF
  }

  public Covering {
    techniques = List.copyOf(techniques);
    tactics = List.copyOf(tactics);
  }
}
