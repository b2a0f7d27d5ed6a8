package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/** The rules that come with the product, read-only. Immutable, safe for many threads. */
public final class Shipped {
  private final SigmaMapping mapping;
  private final SigmaRules sigma;
  private final Map<String, Pack> packs = new TreeMap<>();
  private final Map<String, Piece> pieces = new HashMap<>();
  private final Function<String, RuleState> byDefault;
  private final List<String> importProblems = new ArrayList<>();
  private final Map<String, String> imported = new TreeMap<>();
  private @Nullable String digest;

  private Shipped(SigmaRules sigma, SigmaMapping mapping, Function<String, RuleState> byDefault) {
    this.mapping = mapping;
    this.sigma = sigma;
    this.byDefault = byDefault;
  }

  /**
   * All that ship, each in the state the function gives its id.
   *
   * @param byDefault of a Sigma rule's id or {@code pack/rule}
   * @param mapping what logsources and fields mean where the product is installed
   */
  public static Shipped read(Function<String, RuleState> byDefault, SigmaMapping mapping) {
    Map<String, String> texts = SigmaRules.shippedTexts();
    Shipped shipped = new Shipped(SigmaRules.texts(texts, mapping), mapping, byDefault);
    for (SigmaRule rule : shipped.sigma.rules()) {
      Map<String, String> files = new TreeMap<>();
      files.put(Piece.RULE, texts.getOrDefault(rule.file(), ""));
      String cases = SigmaRules.shippedCases(rule.file());
      if (!cases.isEmpty()) {
        files.put(Piece.CASES, cases);
      }
      shipped.pieces.put(rule.id(), new Piece(rule.id(), Piece.Kind.SIGMA, files));
    }
    for (Pack pack : ShippedPacks.read(() -> shipped.sigma)) {
      shipped.packs.put(pack.id(), pack);
      shipped.pieces.put(
          pack.id(), new Piece(pack.id(), Piece.Kind.PACK, ShippedPacks.files(pack.id())));
    }
    return shipped;
  }

  /** All that ship, released. */
  public static Shipped read() {
    return read(SigmaMapping.shipped());
  }

  /**
   * All that ship, released.
   *
   * @param mapping what logsources and fields mean where the product is installed
   */
  public static Shipped read(SigmaMapping mapping) {
    return read(_ -> RuleState.RELEASED, mapping);
  }

  /**
   * These and no others.
   *
   * @throws songlam.core.config.ConfigException when a pack cannot be read
   */
  public static Shipped of(List<Piece> pieces, Function<String, RuleState> byDefault) {
    return of(pieces, byDefault, SigmaMapping.shipped());
  }

  /**
   * These and no others.
   *
   * @param mapping what logsources and fields mean in them
   * @throws songlam.core.config.ConfigException when a pack cannot be read
   */
  public static Shipped of(
      List<Piece> pieces, Function<String, RuleState> byDefault, SigmaMapping mapping) {
    Map<String, String> texts = new TreeMap<>();
    for (Piece piece : pieces) {
      if (piece.kind() != Piece.Kind.PACK) {
        texts.put(piece.id() + ".yml", piece.text());
      }
    }
    Shipped shipped = new Shipped(SigmaRules.texts(texts, mapping), mapping, byDefault);
    Problems problems = new Problems();
    for (Piece piece : pieces) {
      shipped.pieces.put(piece.id(), piece);
      if (piece.kind() == Piece.Kind.PACK) {
        shipped.packs.put(piece.id(), PackPieces.read(piece, shipped.sigma, problems));
      }
    }
    problems.throwIfAny();
    return shipped;
  }

  /**
   * These, and rules, filters and correlations that were taken in from elsewhere, as read-only as
   * these. Where both have an id, ours counts. Filters hold for rules taken in only; the
   * correlations of a corpus are a pack.
   *
   * @param texts of one rule or filter each, or of correlations, by file
   * @param state of each as long as nobody has said otherwise
   */
  public Shipped with(Map<String, String> texts, Function<SigmaRule, RuleState> state) {
    Map<String, String> others = new TreeMap<>(texts);
    others.values().removeIf(SigmaCorrelations::areIn);
    SigmaRules read = SigmaRules.texts(others, mapping);
    boolean isTaken = false;
    for (SigmaRule rule : read.rules()) {
      isTaken |= sigma.rule(rule.id()).isPresent() && others.remove(rule.file()) != null;
    }
    SigmaRules imported = (isTaken ? SigmaRules.texts(others, mapping) : read).confined();
    ImportedPacks correlated = ImportedPacks.of(texts, sigma.with(imported));
    Function<String, RuleState> both =
        id ->
            imported
                .rule(id)
                .or(() -> correlated.rule(id))
                .map(state)
                .orElseGet(() -> byDefault.apply(id));
    Shipped all = new Shipped(sigma.with(imported), mapping, both);
    all.packs.putAll(packs);
    all.pieces.putAll(pieces);
    all.importProblems.addAll(correlated.problems());
    texts.forEach((file, text) -> all.imported.put(ImportedRules.FOLDER + "/" + file, text));
    correlated.packs().forEach(all.packs::putIfAbsent);
    correlated.pieces().forEach(all.pieces::putIfAbsent);
    for (SigmaRule rule : imported.rules()) {
      Map<String, String> files = Map.of(Piece.RULE, others.getOrDefault(rule.file(), ""));
      all.pieces.put(rule.id(), new Piece(rule.id(), Piece.Kind.SIGMA, files));
    }
    return all;
  }

  public SigmaRules sigma() {
    return sigma;
  }

  /**
   * What is wrong with an installation's own tables of fields, its placeholders, and correlations
   * that were taken in.
   */
  public List<String> problems() {
    List<String> all = new ArrayList<>();
    mapping.problems().forEach(problem -> all.add(problem.toString()));
    all.addAll(importProblems);
    return all;
  }

  /** What logsources and fields mean, in these rules and those put over them. */
  SigmaMapping mapping() {
    return mapping;
  }

  /** Whether the installation says itself what some fields mean. */
  public boolean isMappedHere() {
    return !mapping.texts().isEmpty();
  }

  /**
   * The texts of what was taken in and of what says what fields mean, by their path in the folder
   * of the installation's rules: with the product, all this was read from.
   */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>(imported);
    texts.putAll(mapping.texts());
    return texts;
  }

  /** Differs where a Sigma rule, its state, or what fields mean differs. */
  synchronized String digest() {
    String known = digest;
    if (known == null) {
      Map<String, String> all = new TreeMap<>(texts());
      all.putAll(SigmaMapping.shippedTexts());
      pieces.values().stream()
          .filter(piece -> piece.kind() == Piece.Kind.SIGMA)
          .forEach(piece -> all.put("rule " + piece.id(), piece.text()));
      sigma.rules().forEach(rule -> all.put("state " + rule.id(), "" + state(rule.id())));
      known = Piece.digest(all);
      digest = known;
    }
    return known;
  }

  /** The packs by id. */
  public Map<String, Pack> packs() {
    return packs;
  }

  /** The state of what ships under this id as long as nobody has said otherwise, null for none. */
  public @Nullable RuleState state(String id) {
    if (packs.containsKey(id)) {
      return RuleState.RELEASED;
    }
    return sigma.rule(id).isPresent() || hasRule(id) ? byDefault.apply(id) : null;
  }

  /** The files of what ships under this id: of a Sigma rule or of a pack. */
  public Optional<Piece> piece(String id) {
    return Optional.ofNullable(pieces.get(id));
  }

  private boolean hasRule(String id) {
    int slash = id.indexOf('/');
    Pack pack = slash < 0 ? null : packs.get(id.substring(0, slash));
    return pack != null
        && pack.rules().stream().anyMatch(rule -> id.equals(pack.id() + "/" + rule.id()));
  }
}
