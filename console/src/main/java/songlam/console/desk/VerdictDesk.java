package songlam.console.desk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.incident.Verdict;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleVersion;
import songlam.core.rule.trial.AlertEvents;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.RuleCase;
import songlam.core.rule.trial.VerdictCases;
import songlam.core.rule.trial.VerdictRule;
import songlam.core.store.EventStore;

/** Makes cases of verdicts: what was right must fire in every version, what was wrong must not. */
public final class VerdictDesk {
  private final RuleDesk rules;
  private final EventStore events;
  private final Caps caps;

  /**
   * @param events what is stored: an alert keeps too few of its events for most rules of packs
   */
  public VerdictDesk(RuleDesk rules, EventStore events, Caps caps) {
    this.rules = rules;
    this.events = events;
    this.caps = caps;
  }

  /**
   * A case that was made.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   * @param held whether the version in force does what the case wants
   */
  public record Made(String rule, String name, boolean fires, int events, boolean held) {}

  /**
   * Makes what bears on the alert a case of its rule.
   *
   * @param rule empty for the rule the alert tells of
   * @param name empty for one made of verdict and reason
   * @throws IllegalArgumentException when no case can be made of it, or the case would say nothing
   */
  public Made make(Alert alert, Verdict verdict, String rule, String name) {
    if (verdict == Verdict.BENIGN) {
      throw new IllegalArgumentException(
          "verdict: benign (expected: true_positive or false_positive; the rule was right)");
    }
    boolean fires = verdict == Verdict.TRUE_POSITIVE;
    String about = rule.isEmpty() ? VerdictRule.of(alert, rules.inForce()) : rule;
    AlertEvents found = events(alert, about);
    if (found.events().isEmpty()) {
      throw new IllegalArgumentException(
          "alert " + alert.id() + ": no evidence of " + about + " (expected: a rule it tells of)");
    }
    String called =
        name.isEmpty()
            ? "%s: %s (%s)".formatted(verdict.vietnamese(), alert.reason().vi(), alert.id())
            : name;
    VerdictCases cases = rules.gate().verdicts();
    RuleCase draft = cases.draft(about, called, fires, found.events(), found.waitSeconds());
    boolean held = holds(inForce(about), draft);
    if (fires && !held) {
      throw new IllegalArgumentException(
          "alert %s: %s does not fire on %s, of which the alert counts %,d (expected: all of them"
                  .formatted(alert.id(), about, found.words(), alert.count())
              + " stored, and a version in force that fires)");
    }
    if (!fires && held && versions(about).noneMatch(version -> !holds(version, draft))) {
      throw new IllegalArgumentException(
          "alert %s: no version of %s fires on %s, of which the alert counts %,d: each would keep"
                  .formatted(alert.id(), about, found.words(), alert.count())
              + " the case (expected: all of them stored, and a version that fires)");
    }
    cases.add(about, called, fires, found.events(), found.waitSeconds());
    if (found.isCut()) {
      caps.reached(Cap.CASE_EVENTS);
    }
    return new Made(about, called, fires, found.events().size(), held);
  }

  /** Of a Sigma rule what it found, one by one; of a pack's rule all that bears on the alert. */
  private AlertEvents events(Alert alert, String rule) {
    int slash = rule.indexOf('/');
    Pack pack = slash < 0 ? null : rules.inForce().listedPacks().get(rule.substring(0, slash));
    Optional<Rule> of =
        pack == null
            ? Optional.empty()
            : pack.rules().stream()
                .filter(one -> rule.equals(pack.id() + "/" + one.id()))
                .findFirst();
    return of.isPresent()
        ? AlertEvents.of(alert, of.get().when(), events, (int) Cap.CASE_EVENTS.limit())
        : new AlertEvents(VerdictRule.evidence(alert, rule), 0, false);
  }

  /**
   * Gives a case of a verdict up.
   *
   * @throws IllegalArgumentException when there is none of this name, or no reason
   */
  public void remove(String rule, String name, String why) {
    if (why.isBlank()) {
      throw new IllegalArgumentException("why: empty (expected: the reason)");
    }
    rules.gate().verdicts().remove(rule, name);
  }

  /** What the audit says of that. */
  public static String gaveUp(String rule, String name, String why) {
    return "gave up case " + name + " of rule " + rule + ": " + why;
  }

  /** The cases of a rule and what the version in force does in them. */
  public List<CaseRun.Result> cases(String rule) {
    Piece piece = inForce(rule);
    String name = rule.substring(rule.indexOf('/') + 1);
    return rules.gate().run(piece, rules.inForce()).stream()
        .filter(result -> piece.kind() != Piece.Kind.PACK || result.wanted().rule().equals(name))
        .toList();
  }

  private boolean holds(Piece piece, RuleCase wanted) {
    InForce now = rules.inForce();
    return CaseRun.of(piece, List.of(wanted), now).stream().allMatch(CaseRun.Result::held);
  }

  /** All there are of a rule, or of the pack it is in, the youngest first. */
  private Stream<Piece> versions(String rule) {
    String id = Piece.idOf(rule);
    Stream<Integer> own =
        rules.lives().find(id).stream()
            .flatMap(life -> life.versions().reversed().stream().map(RuleVersion::number));
    boolean ships = rules.lives().shipped().piece(id).isPresent();
    return Stream.concat(own, ships ? Stream.of(RuleLife.SHIPPED) : Stream.of())
        .map(number -> rules.lives().piece(id, number));
  }

  /** The version that is evaluated of a rule, or of the pack it is in. */
  private Piece inForce(String rule) {
    Optional<RuleLife> life = rules.lives().find(Piece.idOf(rule));
    int version =
        life.flatMap(one -> one.released().or(one::inShadow))
            .or(() -> life.flatMap(RuleLife::latest).map(RuleVersion::number))
            .orElse(RuleLife.SHIPPED);
    return rules.lives().piece(Piece.idOf(rule), version);
  }
}
