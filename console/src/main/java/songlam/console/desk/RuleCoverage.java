package songlam.console.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import songlam.core.incident.Tactics;
import songlam.core.rule.coverage.AttackMatrix;
import songlam.core.rule.coverage.Covering;
import songlam.core.rule.coverage.Covering.Standing;
import songlam.core.rule.coverage.Technique;
import songlam.core.rule.proof.CanaryPlan;
import songlam.core.rule.proof.Proofs;

/** Which ATT&amp;CK techniques the rules cover now. Every call reads the store. */
public final class RuleCoverage {
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  private final RuleDesk rules;
  private final RuleListing listing;
  private final RuleWorth worth;
  private final Proofs proofs;
  private final Clock clock;
  private final Tactics tactics = new Tactics();

  /**
   * What to ask for.
   *
   * @param firingDays how many days back a rule must have told of something to be firing
   * @param provenHours how many hours back its canary must have come through to be proven
   */
  public record Span(int firingDays, int provenHours) {
    public static final Span DEFAULT = new Span(30, 48);
  }

  public RuleCoverage(
      RuleDesk rules, RuleListing listing, RuleWorth worth, Proofs proofs, Clock clock) {
    this.rules = rules;
    this.listing = listing;
    this.worth = worth;
    this.proofs = proofs;
    this.clock = clock;
  }

  /** The techniques in the order of their ids. */
  public List<Technique> techniques(Span span) {
    long now = clock.millis();
    Map<String, Long> fired = worth.fired(now - span.firingDays() * DAY_MILLIS, now);
    long provenFrom = now - span.provenHours() * HOUR_MILLIS;
    List<Covering> all = new ArrayList<>();
    for (ListedRule rule : listing.all()) {
      all.add(
          new Covering(
              rule.id(),
              rule.attack(),
              rule.tactics(),
              standing(rule),
              isProven(rule.id(), provenFrom),
              fired.getOrDefault(rule.id(), 0L)));
    }
    return AttackMatrix.of(all, tactics);
  }

  /** A version nobody has tried yet is not proven by the one before. */
  private boolean isProven(String rule, long from) {
    return proofs.of(rule).isPresent()
        && proofs
            .of(rule, CanaryPlan.version(rule, rules.lives(), rules.inForce()))
            .map(proof -> !proof.hasFailed() && proof.provenAt() >= from)
            .orElse(false);
  }

  private static Standing standing(ListedRule rule) {
    if (rule.isAlerting()) {
      return Standing.ENABLED;
    }
    return rule.isWatched() ? Standing.SHADOW : Standing.OFF;
  }
}
