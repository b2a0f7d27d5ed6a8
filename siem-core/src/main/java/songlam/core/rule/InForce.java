package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;

/**
 * What the lives of all rules come to: the Sigma rules and packs that are evaluated. Immutable; a
 * change of a life makes a new one.
 */
public final class InForce {
  private final SigmaManifest manifest;
  private final SigmaInForce sigma;
  private final SigmaRules listed;
  private final PacksInForce packs;
  private final Map<String, Pack> shipped;
  private final Exemptions exemptions;
  private final Map<String, String> damaged;

  /** Found when first asked for. */
  private volatile @Nullable Map<String, String> idle;

  private final Function<String, Optional<Piece>> pieces;
  private final Function<String, Optional<Piece>> shippedPieces;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Map<String, String> unread = new TreeMap<>();
  private final Map<String, String> unlisted = new TreeMap<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Telling one takes the whole text of its pack, and each of its rules is asked for. */
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  private InForce(RuleLives lives) {
    Shipped shipped = lives.shipped();
    this.shipped = shipped.packs();
    this.exemptions = new Exemptions(lives, lives.now());
    this.damaged = lives.problems();
    problems.addAll(damaged.values());
    this.pieces =
        id -> lives.find(id).flatMap(RuleLife::released).map(number -> lives.piece(id, number));
    this.shippedPieces = shipped::piece;
    List<Chosen> listed = new ArrayList<>();
    Map<String, RuleLife> touched = new HashMap<>();
    for (RuleLife life : lives.own()) {
      touched.put(life.id(), life);
      if (life.kind() == Piece.Kind.SIGMA || life.kind() == Piece.Kind.FILTER) {
        Optional<Integer> shown =
            life.released().or(life::inShadow).or(() -> life.latest().map(RuleVersion::number));
        take(life, shown, listed);
      }
    }
    this.manifest = SigmaManifest.of(lives, shipped, exemptions);
    this.sigma = new SigmaInForce(manifest, shipped, lives::sigma);
    this.listed = read(lives, listed);
    this.packs = new PacksInForce(lives, sigma.released(), exemptions);
    packs.add(touched);
    problems.addAll(packs.problems());
    unread.putAll(packs.unread());
    for (RuleLife life : touched.values()) {
      List<Chosen> released = new ArrayList<>();
      take(life, life.released(), released);
      released.forEach(one -> noteUnread(one, lives, touched, unread));
    }
    listed.forEach(one -> noteUnread(one, lives, touched, unlisted));
    unlisted.keySet().removeIf(id -> this.listed.rule(id).isPresent());
    warnings.addAll(packs.warnings());
    tell(sigma.released());
    tell(sigma.watched());
    sigma
        .released()
        .unboundFilters(sigma.released())
        .forEach(problem -> warnings.add(problem.toString()));
  }

  /** What these lives come to. */
  public static InForce of(RuleLives lives) {
    return new InForce(lives);
  }

  /**
   * Looks for every rule that is released, and for those in shadow, which it says of them. Which of
   * them were switched off for an event, the journal says.
   *
   * @param former the detector it replaces
   */
  public Detector detector(Detector former) {
    return sigma.detector(former);
  }

  /** Which Sigma rules and filters the detector is of. */
  SigmaManifest manifest() {
    return manifest;
  }

  /** The Sigma rules as released, with the installation's filters; also those not in force. */
  public SigmaRules sigma() {
    return sigma.released();
  }

  /** Every Sigma rule there is, drafts too: each as released, else in shadow, else as written. */
  public SigmaRules listed() {
    return listed;
  }

  /**
   * The packs that are evaluated, by id, with the exceptions that hold and rules that count what
   * they keep back. Rules of packs that raise nothing are in {@link #silent}; what is released and
   * what is in shadow of one pack are two.
   */
  public Map<String, Pack> packs() {
    return packs.evaluated();
  }

  /** What tells a pack as it is evaluated from others of its id; empty when none is evaluated. */
  public String version(String pack) {
    return versions.computeIfAbsent(
        pack, id -> Optional.ofNullable(packs().get(id)).map(Pack::version).orElse(""));
  }

  /** What a pack among {@link #packs} is made of; to be asked for while the lives stand so. */
  PackRecipe recipe(String pack) {
    return packs.recipe(pack);
  }

  /** Every pack there is, with all its rules: as released, else in shadow, else as written. */
  public Map<String, Pack> listedPacks() {
    return packs.listed();
  }

  /** Rules of packs, {@code pack/rule}, that are evaluated and alert nobody. */
  public Set<String> silent() {
    return packs.silent();
  }

  /** The exceptions that hold, by id. */
  public List<Exemption> exemptions() {
    return exemptions.live();
  }

  /**
   * Those of them that except nothing, by id, and why: their rule was renamed, retired or dropped,
   * or reads other events than the exception since.
   */
  public Map<String, String> idle() {
    Map<String, String> known = idle;
    if (known == null) {
      known = IdleExceptions.find(exemptions.live(), sigma, packs);
      idle = known;
    }
    return known;
  }

  /** Those of {@link #idle} that are of this rule or pack, or have this id, and why. */
  public List<String> idle(String id) {
    return exemptions.live().stream()
        .filter(
            one -> one.id().equals(id) || one.rule().equals(id) || one.rule().startsWith(id + "/"))
        .filter(one -> idle().containsKey(one.id()))
        .map(one -> "exception " + one.id() + ": " + idle().get(one.id()))
        .toList();
  }

  /** When the first of them ends, wall clock, milliseconds; empty without any. */
  public OptionalLong firstEnd() {
    return exemptions.firstEnd();
  }

  /** Whether a Sigma rule of this id is evaluated and alerts. */
  public boolean isReleased(String sigma) {
    return this.sigma.isReleased(sigma);
  }

  /** The files of the version in force of a Sigma rule, filter or pack; empty when none is. */
  public Optional<Piece> piece(String id) {
    return pieces.apply(id);
  }

  /** The piece, with the cases that ship under its id of rules for which it has none of its own. */
  public Piece withShippedCases(Piece piece) {
    Map<String, String> files = new TreeMap<>(piece.files());
    shippedPieces
        .apply(piece.id())
        .filter(ships -> ships.kind() == piece.kind())
        .ifPresent(ships -> ships.cases().forEach(files::putIfAbsent));
    return new Piece(piece.id(), piece.kind(), files);
  }

  /**
   * A pack as it is evaluated, with the exceptions that hold, and this one in the place of one of
   * its id.
   *
   * @throws IllegalArgumentException when the exception is of no rule of a pack in force
   */
  public Pack pack(Exemption exemption) {
    String id = exemption.rule().substring(0, Math.max(0, exemption.rule().indexOf('/')));
    Pack pack = packs.withoutExceptions(id);
    if (pack == null) {
      throw new IllegalArgumentException(
          "rule: " + exemption.rule() + " (expected: a rule of a pack in force)");
    }
    Exemptions.requireMeant(pack, exemption);
    return exemptions.with(exemption).on(pack);
  }

  /** What keeps a version from being evaluated although its life says so. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What of it cannot match as things are, or is most likely a slip. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Sigma rules and packs whose released version cannot be read as things are, by id, and why: what
   * ships under the id is evaluated in its place, or nothing is.
   */
  public Map<String, String> unread() {
    return unread;
  }

  /**
   * Rules and packs of whose lives not every line can be read, by id, and which: they are evaluated
   * as the others say.
   */
  public Map<String, String> damaged() {
    return damaged;
  }

  /**
   * Sigma rules of which no version can be shown, as the one that would be cannot be read as things
   * are, by id, and why.
   */
  public Map<String, String> unlisted() {
    return unlisted;
  }

  /**
   * The pack a version comes to, over the one that ships under its id; empty when it cannot be read
   * as things are.
   */
  public static Optional<Pack> pack(RuleLives lives, String id, int version) {
    return Optional.ofNullable(new InForce(lives).packs.version(id, version));
  }

  /**
   * The pack these files come to, over the one that ships under its id, with the exceptions that
   * hold.
   *
   * @param found takes what is wrong
   * @return empty when something is
   */
  public Optional<Pack> pack(Piece piece, List<String> found) {
    Problems problems = new Problems();
    Pack own = PackPieces.read(piece, sigma.released(), problems);
    found.addAll(problems.all());
    Pack base = shipped.get(piece.id());
    return problems.isEmpty()
        ? Optional.of(exemptions.on(base == null ? own : PackPieces.over(base, own)))
        : Optional.empty();
  }

  /** The pack as it is evaluated, without the rules that count for exceptions. */
  public Optional<Pack> evaluated(String id) {
    return Optional.ofNullable(packs().get(id)).map(exemptions::uncounted);
  }

  /**
   * The id of a pack's rule as people know it, of a rule as it is evaluated; of one that counts for
   * an exception, the exception's.
   */
  public static String plainId(String rule) {
    return PackPieces.plain(rule);
  }

  /** A version of a Sigma rule or filter. */
  private record Chosen(String id, int version) {}

  private static void noteUnread(
      Chosen one, RuleLives lives, Map<String, RuleLife> touched, Map<String, String> why) {
    RuleLife life = touched.get(one.id());
    SigmaRules own = lives.sigma(one.id(), one.version());
    if (life != null && life.kind() == Piece.Kind.SIGMA && own.rule(one.id()).isEmpty()) {
      String problem =
          own.problems().stream()
              .filter(found -> found.kind() == RuleProblem.Kind.REJECTED)
              .findFirst()
              .map(RuleProblem::toString)
              .orElse(
                  "version "
                      + one.version()
                      + ": no rule in its files (expected: the text as it was kept)");
      why.put(one.id(), problem);
    }
  }

  private static void take(RuleLife life, Optional<Integer> version, List<Chosen> chosen) {
    version
        .filter(number -> number != RuleLife.SHIPPED)
        .ifPresent(number -> chosen.add(new Chosen(life.id(), number)));
  }

  private static SigmaRules read(RuleLives lives, List<Chosen> chosen) {
    List<SigmaRules> all = new ArrayList<>();
    all.add(lives.shipped().sigma());
    all.addAll(chosen.parallelStream().map(one -> lives.sigma(one.id(), one.version())).toList());
    return SigmaRules.union(all);
  }

  private void tell(SigmaRules rules) {
    for (RuleProblem problem : rules.problems()) {
      (problem.kind() == RuleProblem.Kind.REJECTED ? problems : warnings).add(problem.toString());
    }
  }
}
