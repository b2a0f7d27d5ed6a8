package songlam.core.rule.worth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import songlam.core.config.ConfigException;
import songlam.core.correlate.pack.Pack;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.RuleStep;

/**
 * Since when each rule reads as it does: what it told of before says nothing of the version in
 * force. A release that changed other rules of the pack, or cases, is no such change. For one
 * thread, at one moment.
 */
public final class ReadsSince {
  private final RuleLives lives;
  private final InForce inForce;
  private final Map<String, Long> known = new HashMap<>();

  /** By pack and version; empty for one that cannot be read. */
  private final Map<String, Optional<Pack>> packs = new HashMap<>();

  public ReadsSince(RuleLives lives, InForce inForce) {
    this.lives = lives;
    this.inForce = inForce;
  }

  /**
   * Wall clock, milliseconds; 0 when nobody has changed it.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   */
  public long of(String rule) {
    Long since = known.get(rule);
    if (since == null) {
      since = Math.max(released(rule), excepted(rule));
      known.put(rule, since);
    }
    return since;
  }

  private long released(String rule) {
    RuleLife life = lives.find(Piece.idOf(rule)).orElse(null);
    if (life == null || life.released().isEmpty() || releases(life).isEmpty()) {
      return 0;
    }
    String now = text(rule, life.released().get());
    long since = 0;
    for (RuleStep step : releases(life).reversed()) {
      if (!text(rule, step.version()).equals(now)) {
        return since;
      }
      since = step.at();
    }
    boolean cameSo =
        life.shipped() == RuleState.RELEASED && text(rule, RuleLife.SHIPPED).equals(now);
    return cameSo ? 0 : since;
  }

  /** An exception changes what a rule tells of as well. */
  private long excepted(String rule) {
    return inForce.exemptions().stream()
        .filter(one -> one.rule().equals(rule))
        .flatMap(one -> lives.find(one.id()).stream())
        .flatMap(life -> releases(life).stream())
        .mapToLong(RuleStep::at)
        .max()
        .orElse(0);
  }

  private static List<RuleStep> releases(RuleLife life) {
    return life.steps().stream().filter(step -> step.state() == RuleState.RELEASED).toList();
  }

  /** What a version has to say of the rule, empty for nothing. */
  private String text(String rule, int version) {
    Piece piece;
    try {
      piece = lives.piece(Piece.idOf(rule), version);
    } catch (IllegalArgumentException gone) {
      return "";
    }
    if (piece.kind() != Piece.Kind.PACK) {
      return piece.text();
    }
    return pack(piece, version).stream()
        .flatMap(one -> one.rules().stream())
        .filter(one -> rule.equals(piece.id() + "/" + one.id()))
        .findFirst()
        .map(one -> one.when().fingerprint() + one.quiet() + one.entities())
        .orElse("");
  }

  private Optional<Pack> pack(Piece piece, int version) {
    return packs.computeIfAbsent(
        piece.id() + " " + version,
        _ -> {
          try {
            return inForce.pack(piece, new ArrayList<>());
          } catch (ConfigException | IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }
}
