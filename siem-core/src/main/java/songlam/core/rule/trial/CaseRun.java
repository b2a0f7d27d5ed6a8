package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.Explanation;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/** Runs the cases of a rule as it would run live. */
public final class CaseRun {
  private static final long TICK_MILLIS = 500;

  private CaseRun() {}

  /**
   * What came of a case.
   *
   * @param held whether the rule did what the case wants
   * @param explained for a Sigma rule's broken case, which parts held for its first event
   */
  public record Result(RuleCase wanted, boolean held, Optional<Explanation> explained) {}

  /** The results of all cases, in their order. */
  public static List<Result> of(Piece piece, List<RuleCase> cases, InForce inForce) {
    return switch (piece.kind()) {
      case SIGMA -> sigma(piece, cases, inForce);
      case PACK -> pack(piece, cases, inForce);
      case FILTER, EXCEPTION -> List.of();
    };
  }

  private static List<Result> sigma(Piece piece, List<RuleCase> cases, InForce inForce) {
    SigmaRules rules = inForce.sigma().withText(Piece.RULE, piece.text());
    Detector detector = rules.detector(rule -> rule.id().equals(piece.id()));
    List<Result> results = new ArrayList<>();
    for (RuleCase one : cases) {
      boolean fired = one.events().stream().anyMatch(d -> !detector.detect(d.event()).isEmpty());
      boolean held = fired == one.fires();
      Event first = one.events().getFirst().event();
      results.add(
          new Result(one, held, held ? Optional.empty() : rules.explain(piece.id(), first)));
    }
    return results;
  }

  private static List<Result> pack(Piece piece, List<RuleCase> cases, InForce inForce) {
    List<Result> results = new ArrayList<>();
    Optional<Pack> pack = inForce.pack(piece, new ArrayList<>());
    if (pack.isEmpty()) {
      return cases.stream().map(one -> new Result(one, false, Optional.empty())).toList();
    }
    Function<AlertSink, PackEngine> maker = PackEngine.maker(pack.get());
    for (RuleCase one : cases) {
      String rule = piece.id() + "/" + one.rule();
      boolean fired = run(maker, one).stream().anyMatch(alert -> alert.rule().equals(rule));
      results.add(new Result(one, fired == one.fires(), Optional.empty()));
    }
    return results;
  }

  /** Every alert a pack raises in this case, each time it grows. */
  public static List<Alert> run(Function<AlertSink, PackEngine> pack, RuleCase one) {
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = pack.apply(alerts::add)) {
      long received = 0;
      for (Detected detected : one.events()) {
        engine.on(detected);
        received = detected.receivedAt();
      }
      for (long at = received; at < one.end(); at += TICK_MILLIS) {
        engine.tick(at);
      }
    }
    return alerts;
  }
}
