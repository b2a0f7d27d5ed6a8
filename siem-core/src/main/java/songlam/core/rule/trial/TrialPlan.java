package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.query.Query;
import songlam.core.rule.Exemption;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;

/**
 * How a version is to be tried: against which version in force, and which events could make a
 * difference. Immutable; each trial of it is a new one.
 */
public final class TrialPlan {
  private final List<IndexedDetector.Rule> before;
  private final List<IndexedDetector.Rule> after;
  private final boolean isSigma;
  private final List<Pack> packsBefore;
  private final List<Pack> packsAfter;
  private final Superset.Pushed pushed;

  private TrialPlan(
      List<IndexedDetector.Rule> before,
      List<IndexedDetector.Rule> after,
      boolean isSigma,
      List<Pack> packsBefore,
      List<Pack> packsAfter,
      Superset.Pushed pushed) {
    this.before = before;
    this.after = after;
    this.isSigma = isSigma;
    this.packsBefore = packsBefore;
    this.packsAfter = packsAfter;
    this.pushed = pushed;
  }

  /**
   * The plan for this version against the one in force; against nothing when none is.
   *
   * @throws IllegalArgumentException with what is wrong with the version
   */
  public static TrialPlan of(Piece piece, RuleLives lives, InForce inForce) {
    return switch (piece.kind()) {
      case SIGMA -> sigma(piece, lives, inForce);
      case PACK -> pack(piece, lives, inForce);
      case FILTER -> filter(piece, inForce);
      case EXCEPTION -> exception(piece, inForce);
    };
  }

  /** A filter against none, or against its version in force, over all released rules of both. */
  private static TrialPlan filter(Piece piece, InForce inForce) {
    SigmaRules tried = inForce.sigma().withText(Piece.RULE, piece.text());
    Set<String> rules = new TreeSet<>(tried.filteredBy(piece.id()));
    rules.addAll(inForce.sigma().filteredBy(piece.id()));
    rules.removeIf(rule -> !inForce.isReleased(rule));
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(
          piece.id()
              + ": for no rule in force (expected: ids of released rules, and their logsource)");
    }
    List<IndexedDetector.Rule> before =
        inForce.sigma().conditions(rule -> rules.contains(rule.id()));
    List<IndexedDetector.Rule> after = tried.conditions(rule -> rules.contains(rule.id()));
    List<IndexedDetector.Rule> both = new ArrayList<>(before);
    both.addAll(after);
    List<Pack> packs = FindingRules.of(inForce.packs().values(), inForce.silent());
    return new TrialPlan(before, after, true, packs, packs, Superset.of(both));
  }

  private static TrialPlan exception(Piece piece, InForce inForce) {
    Exemption exemption = FilterProof.exemption(piece);
    Pack tried = inForce.pack(exemption);
    return packs(inForce.evaluated(tried.id()).orElse(tried), tried);
  }

  private static TrialPlan sigma(Piece piece, RuleLives lives, InForce inForce) {
    SigmaRules tried = inForce.sigma().withText(Piece.RULE, piece.text());
    List<IndexedDetector.Rule> after = tried.conditions(rule -> rule.id().equals(piece.id()));
    if (after.isEmpty()) {
      throw new IllegalArgumentException(piece.id() + ": not readable (expected: a Sigma rule)");
    }
    boolean isReleased = lives.find(piece.id()).flatMap(RuleLife::released).isPresent();
    List<IndexedDetector.Rule> before =
        isReleased ? inForce.sigma().conditions(rule -> rule.id().equals(piece.id())) : List.of();
    List<IndexedDetector.Rule> both = new ArrayList<>(before);
    both.addAll(after);
    List<Pack> packs = FindingRules.of(inForce.packs().values(), inForce.silent());
    return new TrialPlan(before, after, true, packs, packs, Superset.of(both));
  }

  private static TrialPlan pack(Piece piece, RuleLives lives, InForce inForce) {
    List<String> found = new ArrayList<>();
    Pack tried =
        inForce
            .pack(piece, found)
            .orElseThrow(() -> new IllegalArgumentException(String.join("\n", found)));
    boolean isReleased = lives.find(piece.id()).flatMap(RuleLife::released).isPresent();
    Optional<Pack> now = isReleased ? inForce.evaluated(piece.id()) : Optional.empty();
    Pack nothing =
        new Pack(tried.id(), tried.pipeline(), tried.owner(), tried.sourceTypes(), List.of(), "");
    return packs(now.orElse(nothing), tried);
  }

  private static TrialPlan packs(Pack released, Pack tried) {
    Pack after = Asked.changed(tried, released);
    Pack before = Asked.changed(released, tried);
    Query query = new Query.Or(List.of(Asked.by(before), Asked.by(after)));
    List<String> widened = new ArrayList<>();
    if (Asked.by(before) instanceof Query.Everything
        || Asked.by(after) instanceof Query.Everything) {
      query = new Query.Everything();
      widened.add("a Sigma correlation: every event is read");
    }
    return new TrialPlan(
        List.of(),
        List.of(),
        false,
        List.of(before),
        List.of(after),
        new Superset.Pushed(query, widened));
  }

  /** Finds every event that could make a difference, and maybe more. */
  public Query query() {
    return pushed.query();
  }

  /** Begins a trial, on events that fulfil {@link #query} or on all. */
  public Trial begin() {
    Map<Pack, Function<AlertSink, PackEngine>> makers = new HashMap<>();
    List<Function<AlertSink, PackEngine>> enginesBefore =
        packsBefore.stream().map(pack -> makers.computeIfAbsent(pack, PackEngine::maker)).toList();
    List<Function<AlertSink, PackEngine>> enginesAfter =
        packsAfter.stream().map(pack -> makers.computeIfAbsent(pack, PackEngine::maker)).toList();
    return new Trial(
        new Contestant(new IndexedDetector(before), isSigma, enginesBefore),
        new Contestant(new IndexedDetector(after), isSigma, enginesAfter),
        pushed.widened());
  }
}
