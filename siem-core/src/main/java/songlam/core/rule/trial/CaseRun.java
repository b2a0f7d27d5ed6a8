package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.Detector;
import songlam.core.detect.Explanation;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/** Runs the cases of a rule as it would run live. */
public final class CaseRun {
  private static final long TICK_MILLIS = 500;

  /** A case that waits for days is not looked at twice a second. */
  private static final long MOST_TICKS = 100_000;

  private static final int MOST_EXPLAINED = 8;

  private CaseRun() {}

  /**
   * What came of a case.
   *
   * @param held whether the rule did what the case wants
   * @param explained for a broken case, which parts of the rule held for its events
   */
  public record Result(RuleCase wanted, boolean held, Optional<Explanation> explained) {}

  /** The results of all cases, in their order. */
  public static List<Result> of(Piece piece, List<RuleCase> cases, InForce inForce) {
    CaseProgress.Collected all = new CaseProgress.Collected();
    run(piece, cases, inForce, all);
    return all.results();
  }

  /** Runs the cases in their order, until that is cancelled. */
  static void run(Piece piece, List<RuleCase> cases, InForce inForce, CaseProgress progress) {
    if (!cases.isEmpty()) {
      switch (piece.kind()) {
        case SIGMA -> run(cases, sigma(piece, inForce), progress);
        case PACK -> run(cases, pack(piece, inForce), progress);
        case FILTER, EXCEPTION -> {}
      }
    }
  }

  private static void run(
      List<RuleCase> cases, Function<RuleCase, Result> way, CaseProgress progress) {
    progress.total(cases.size());
    for (RuleCase one : cases) {
      if (progress.isCancelled()) {
        return;
      }
      progress.ran(way.apply(one));
    }
  }

  private static Function<RuleCase, Result> sigma(Piece piece, InForce inForce) {
    SigmaRules rules = inForce.sigma().withText(Piece.RULE, piece.text());
    Detector detector = rules.detector(rule -> rule.id().equals(piece.id()));
    return one -> {
      List<Event> events = events(one);
      Optional<Event> hit = events.stream().filter(e -> !detector.detect(e).isEmpty()).findFirst();
      boolean held = hit.isPresent() == one.fires();
      List<Event> told = hit.map(List::of).orElse(first(events));
      return new Result(
          one, held, held ? Optional.empty() : RuleExplanation.sigma(rules, piece.id(), told));
    };
  }

  private static Function<RuleCase, Result> pack(Piece piece, InForce inForce) {
    Optional<Pack> pack = inForce.pack(piece, new ArrayList<>());
    if (pack.isEmpty()) {
      return one -> new Result(one, false, Optional.empty());
    }
    Function<AlertSink, PackEngine> maker = PackEngine.maker(pack.get());
    FoundAnew today = new FoundAnew(inForce.sigma(), inForce);
    return wanted -> {
      RuleCase one = today.in(wanted, Set.of());
      String rule = piece.id() + "/" + one.rule();
      boolean fired = run(maker, one).stream().anyMatch(alert -> alert.rule().equals(rule));
      boolean held = fired == one.fires();
      Optional<Explanation> why =
          held ? Optional.empty() : RuleExplanation.pack(pack.get(), one.rule(), events(one));
      return new Result(wanted, held, why.map(explained -> told(explained, fired)));
    };
  }

  /** What a window noticed is told of only when the pack's own code lets it through. */
  private static Explanation told(Explanation explained, boolean fired) {
    if (!explained.held() || fired) {
      return explained;
    }
    List<Explanation> parts = new ArrayList<>(explained.parts());
    parts.add(
        Explanation.leaf("told of: not suppressed by the pack's other rules", false, List.of()));
    return Explanation.of(explained.what(), false, parts);
  }

  private static List<Event> first(List<Event> events) {
    return events.subList(0, Math.min(MOST_EXPLAINED, events.size()));
  }

  private static List<Event> events(RuleCase one) {
    return one.events().stream().map(Detected::event).toList();
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
      long step = Math.max(TICK_MILLIS, (one.end() - received) / MOST_TICKS);
      for (long at = received; at < one.end(); at += step) {
        engine.tick(at);
      }
    }
    return alerts;
  }
}
