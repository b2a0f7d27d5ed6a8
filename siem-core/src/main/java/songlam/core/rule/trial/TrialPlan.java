package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.RuleRef;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.query.Query;
import songlam.core.rule.Exemption;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;

/**
 * How a version is to be tried: against which version in force, and which events could make a
 * difference. Safe for many threads; each trial of it is a new one.
 */
public final class TrialPlan {
  private final Marking before;
  private final Marking after;
  private final List<Pack> packsBefore;
  private final List<Pack> packsAfter;
  private final Predicate<String> raising;
  private final Superset.Pushed pushed;
  private final Map<Pack, Function<AlertSink, PackEngine>> makers = new ConcurrentHashMap<>();

  private TrialPlan(
      Marking before,
      Marking after,
      List<Pack> packsBefore,
      List<Pack> packsAfter,
      Predicate<String> raising,
      Superset.Pushed pushed) {
    this.before = before;
    this.after = after;
    this.packsBefore = packsBefore;
    this.packsAfter = packsAfter;
    this.raising = raising;
    this.pushed = pushed;
  }

  /**
   * The plan for this version against the one in force; against nothing when none is.
   *
   * @param raising whether a rule of a pack, {@code pack/rule}, alerts anybody: asked of rules that
   *     are not themselves tried
   * @throws IllegalArgumentException with what is wrong with the version
   */
  public static TrialPlan of(
      Piece piece, RuleLives lives, InForce inForce, Predicate<String> raising) {
    return switch (piece.kind()) {
      case SIGMA -> sigma(piece, lives, inForce, raising);
      case PACK -> pack(piece, lives, inForce);
      case FILTER -> filter(piece, inForce, raising);
      case EXCEPTION -> exception(piece, inForce);
    };
  }

  /** A filter against none, or against its version in force, over all released rules of both. */
  private static TrialPlan filter(Piece piece, InForce inForce, Predicate<String> raising) {
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
    return sigma(rules, before, after, inForce, raising);
  }

  private static TrialPlan exception(Piece piece, InForce inForce) {
    Exemption exemption = FilterProof.exemption(piece);
    Pack tried = inForce.pack(exemption);
    return packs(inForce.evaluated(tried.id()).orElse(tried), tried);
  }

  private static TrialPlan sigma(
      Piece piece, RuleLives lives, InForce inForce, Predicate<String> raising) {
    SigmaRules tried = inForce.sigma().withText(Piece.RULE, piece.text());
    List<IndexedDetector.Rule> after = tried.conditions(rule -> rule.id().equals(piece.id()));
    if (after.isEmpty()) {
      throw new IllegalArgumentException(piece.id() + ": not readable (expected: a Sigma rule)");
    }
    boolean isReleased = lives.find(piece.id()).flatMap(RuleLife::released).isPresent();
    List<IndexedDetector.Rule> before =
        isReleased ? inForce.sigma().conditions(rule -> rule.id().equals(piece.id())) : List.of();
    return sigma(Set.of(piece.id()), before, after, inForce, raising);
  }

  private static TrialPlan sigma(
      Set<String> tried,
      List<IndexedDetector.Rule> before,
      List<IndexedDetector.Rule> after,
      InForce inForce,
      Predicate<String> raising) {
    Map<String, RuleRef> others = new HashMap<>();
    inForce.sigma().conditions(_ -> true).forEach(rule -> others.put(rule.ref().id(), rule.ref()));
    List<Pack> packs = FindingRules.of(inForce.packs().values(), raising, tried);
    List<IndexedDetector.Rule> both = new ArrayList<>(before);
    both.addAll(after);
    Superset.Pushed found = Superset.of(both);
    List<Query> asked = new ArrayList<>(List.of(found.query()));
    List<String> widened = new ArrayList<>(found.widened());
    tried.forEach(id -> asked.add(new Query.Is(EcsField.SONGLAM_FINDING_RULES.fieldName(), id)));
    for (Pack pack : packs) {
      Query query = Asked.by(pack);
      asked.add(query);
      if (query instanceof Query.Everything) {
        widened.add("a rule of pack " + pack.id() + " about findings asks for every event");
      }
    }
    return new TrialPlan(
        new Marking(new IndexedDetector(before), tried, others),
        new Marking(new IndexedDetector(after), tried, others),
        packs,
        packs,
        raising,
        new Superset.Pushed(Asked.any(asked), widened));
  }

  /**
   * The plan for one rule of a pack as this version has it, against the version in force.
   *
   * @param rule its id within the pack
   * @throws IllegalArgumentException with what is wrong with the version, or when neither has it
   */
  public static TrialPlan of(Piece pack, String rule, RuleLives lives, InForce inForce) {
    Pack tried = tried(pack, inForce);
    Pack now = now(tried, lives, inForce);
    String id = tried.id() + "/" + rule;
    if (Stream.of(tried, now)
        .flatMap(one -> one.rules().stream())
        .noneMatch(r -> r.id().equals(rule))) {
      throw new IllegalArgumentException("rule: " + id + " (expected: one of the pack's)");
    }
    return packs(Asked.only(now, rule), Asked.only(tried, rule), id::equals);
  }

  private static TrialPlan pack(Piece piece, RuleLives lives, InForce inForce) {
    Pack tried = tried(piece, inForce);
    return packs(now(tried, lives, inForce), tried);
  }

  private static Pack tried(Piece piece, InForce inForce) {
    List<String> found = new ArrayList<>();
    return inForce
        .pack(piece, found)
        .orElseThrow(() -> new IllegalArgumentException(String.join("\n", found)));
  }

  /** The pack in force, one without rules when none is. */
  private static Pack now(Pack tried, RuleLives lives, InForce inForce) {
    boolean isReleased = lives.find(tried.id()).flatMap(RuleLife::released).isPresent();
    Optional<Pack> now = isReleased ? inForce.evaluated(tried.id()) : Optional.empty();
    return now.orElseGet(
        () ->
            new Pack(
                tried.id(), tried.pipeline(), tried.owner(), tried.sourceTypes(), List.of(), ""));
  }

  private static TrialPlan packs(Pack released, Pack tried) {
    return packs(released, tried, _ -> true);
  }

  /**
   * @param raising of which rules, {@code pack/rule}, alerts are compared
   */
  private static TrialPlan packs(Pack released, Pack tried, Predicate<String> raising) {
    Pack after = Asked.changed(tried, released);
    Pack before = Asked.changed(released, tried);
    if (after.rules().isEmpty() && before.rules().isEmpty()) {
      // Nothing differs: what is asked is what the version tells of.
      after = tried;
      before = released;
    }
    Query query = Asked.any(List.of(Asked.by(before), Asked.by(after)));
    List<String> widened = new ArrayList<>();
    if (query instanceof Query.Everything) {
      widened.add("a correlation over rules in the pack's own files: every event is read");
    }
    return new TrialPlan(
        Marking.NONE,
        Marking.NONE,
        List.of(before),
        List.of(after),
        raising,
        new Superset.Pushed(query, widened));
  }

  /** Finds every event that could make a difference, and maybe more. */
  public Query query() {
    return pushed.query();
  }

  /** Begins a trial, on events that fulfil {@link #query} or on all. */
  public Trial begin() {
    return begin(_ -> {});
  }

  /**
   * The same.
   *
   * @param heard hears every alert of the tried version, each time it grows
   */
  public Trial begin(AlertSink heard) {
    return new Trial(
        new Contestant(before, _ -> {}, engines(packsBefore)),
        new Contestant(after, heard, engines(packsAfter)),
        pushed.widened());
  }

  /** Compiles each pack once, for all trials of this plan. */
  private List<Function<AlertSink, PackEngine>> engines(List<Pack> packs) {
    return packs.stream()
        .map(pack -> makers.computeIfAbsent(pack, one -> PackEngine.maker(one, raising)))
        .toList();
  }
}
