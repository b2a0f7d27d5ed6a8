package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import songlam.core.config.Problems;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;
import songlam.core.rule.Exemption;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/**
 * What is known to be right must be told of behind a filter or an exception too: the cases of the
 * rules it is for that must fire and did, and the alerts people found right, of whose evidence not
 * one event may go missing.
 */
final class FilterProof {
  private static final long LATENESS_MILLIS = 500;

  private final HeldCases cases;
  private final TrueAlerts alerts;

  FilterProof(HeldCases cases, TrueAlerts alerts) {
    this.cases = cases;
    this.alerts = alerts;
  }

  /** Tells what becomes of each, those that are lost among them. */
  void run(Piece filter, InForce inForce, CaseProgress progress) {
    if (filter.kind() == Piece.Kind.EXCEPTION) {
      ofPack(exemption(filter), inForce, progress);
    } else {
      ofSigma(filter, inForce, progress);
    }
  }

  private void ofSigma(Piece filter, InForce inForce, CaseProgress progress) {
    SigmaRules without = inForce.sigma().withoutFilter(filter.id());
    SigmaRules with = inForce.sigma().withText(Piece.RULE, filter.text());
    Set<String> rules = new TreeSet<>(with.filteredBy(filter.id()));
    rules.removeIf(rule -> !inForce.isReleased(rule));
    if (rules.isEmpty() && Exemption.read(Piece.RULE, filter.text(), new Problems()).isPresent()) {
      throw new IllegalArgumentException(
          filter.id() + ": an exception of no rule in force (expected: a released rule's id)");
    }
    List<Alert> known = rules.isEmpty() ? List.of() : alerts.all();
    for (String rule : rules) {
      Detector before = without.detector(one -> one.id().equals(rule));
      Detector after = with.detector(one -> one.id().equals(rule));
      Predicate<Event> had = event -> !before.detect(event).isEmpty();
      Predicate<Event> has = event -> !after.detect(event).isEmpty();
      for (RuleCase one : cases.thatFire(rule, inForce)) {
        if (progress.isCancelled()) {
          return;
        }
        if (one.events().stream().anyMatch(d -> had.test(d.event()))) {
          boolean held = one.events().stream().anyMatch(d -> has.test(d.event()));
          progress.ran(result(one, held));
        }
      }
      known(rule, known, event -> had.test(event) && !has.test(event)).forEach(progress::ran);
    }
  }

  private void ofPack(Exemption exemption, InForce inForce, CaseProgress progress) {
    Pack with = inForce.pack(exemption);
    Pack without = inForce.evaluated(with.id()).orElse(with);
    var before = PackEngine.maker(without);
    var after = PackEngine.maker(with);
    for (RuleCase one : cases.thatFire(exemption.rule(), inForce)) {
      if (progress.isCancelled()) {
        return;
      }
      Predicate<Alert> isIts = alert -> alert.rule().equals(exemption.rule());
      if (CaseRun.run(before, one).stream().anyMatch(isIts)) {
        progress.ran(result(one, CaseRun.run(after, one).stream().anyMatch(isIts)));
      }
    }
    Query match = exemption.match() == null ? new Query.Everything() : exemption.match();
    Predicate<Event> gone = event -> EventMatcher.matches(match, event);
    known(exemption.rule(), alerts.all(), gone).forEach(progress::ran);
  }

  private static List<CaseRun.Result> known(
      String rule, List<Alert> alerts, Predicate<Event> gone) {
    List<CaseRun.Result> results = new ArrayList<>();
    for (Alert alert : alerts) {
      boolean isIts = rule.indexOf('/') < 0 || alert.rule().equals(rule);
      List<Event> evidence = isIts ? VerdictRule.evidence(alert, rule) : List.of();
      if (!evidence.isEmpty()) {
        results.add(result(asCase(rule, alert, evidence), evidence.stream().noneMatch(gone)));
      }
    }
    return results;
  }

  private static RuleCase asCase(String rule, Alert alert, List<Event> evidence) {
    List<Detected> events = new ArrayList<>();
    for (Event event : evidence) {
      events.add(
          new Detected(event, List.of(), events.size(), event.timestamp(), "", LATENESS_MILLIS));
    }
    String name = "alert " + alert.id() + ", found right: " + alert.reason().en();
    return new RuleCase(
        rule.substring(rule.indexOf('/') + 1), name, true, events, alert.lastSeen());
  }

  private static CaseRun.Result result(RuleCase wanted, boolean held) {
    return new CaseRun.Result(wanted, held, Optional.empty());
  }

  /**
   * The exception these files are.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static Exemption exemption(Piece piece) {
    Problems problems = new Problems();
    Optional<Exemption> read = Exemption.read(Piece.RULE, piece.text(), problems);
    if (read.isEmpty() || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems.all()));
    }
    return read.get();
  }
}
