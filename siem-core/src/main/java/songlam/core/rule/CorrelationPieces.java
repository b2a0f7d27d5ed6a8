package songlam.core.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRules;

/**
 * A file of Sigma correlations that stands alone: a pack of its own, named after the first of them
 * that no other is over.
 */
final class CorrelationPieces {
  private static final Pattern CORRELATION = Pattern.compile("(?m)^correlation:");
  private static final Pattern ID = Pattern.compile("(?m)^id:\\s*['\"]?([^'\"\\s#]+)");

  private CorrelationPieces() {}

  /**
   * The pack a text is; what is wrong with it is told.
   *
   * @param name what to call the text in problems
   * @param cases of the rule the pack is named after, empty for none
   * @param known rules it may be over
   */
  static SigmaPieces.Checked of(String name, String text, String cases, SigmaRules known) {
    SigmaCorrelations read = SigmaCorrelations.read(Map.of(name, text), known);
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (RuleProblem problem : read.problems()) {
      boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
      (isWarning ? warnings : problems).add(problem.toString());
    }
    Optional<SigmaCorrelation> first =
        read.all().stream().filter(one -> !one.isReferenced()).findFirst();
    if (!problems.isEmpty() || first.isEmpty()) {
      return new SigmaPieces.Checked(Optional.empty(), problems, warnings);
    }
    Piece pack = pack(id(first.get()), Map.of(Piece.RULE, text));
    if (cases.isBlank()) {
      return new SigmaPieces.Checked(Optional.of(pack), List.of(), warnings);
    }
    Problems again = new Problems();
    List<Rule> rules = PackPieces.read(pack, known, again).rules();
    String main = first.get().name();
    String rule =
        rules.stream()
            .map(Rule::id)
            .filter(main::equals)
            .findFirst()
            .orElse(first.get().rule().id());
    Map<String, String> files = new TreeMap<>(pack.files());
    files.put("cases/" + rule + ".yml", cases);
    Piece whole = new Piece(pack.id(), Piece.Kind.PACK, files);
    return new SigmaPieces.Checked(Optional.of(whole), again.all(), warnings);
  }

  /**
   * A pack of files of correlations.
   *
   * @param texts by the names of their files
   */
  static Piece pack(String id, Map<String, String> texts) {
    StringBuilder head = new StringBuilder();
    head.append("id: ").append(id).append("\npipeline: security\nsigma:\n");
    texts.keySet().stream()
        .sorted()
        .forEach(file -> head.append("  - '" + file.replace("'", "''") + "'\n"));
    Map<String, String> files = new TreeMap<>(texts);
    files.put(Piece.PACK, head.toString());
    return new Piece(id, Piece.Kind.PACK, files);
  }

  /** Whether a pack is a file of correlations that stands alone, with no more than its cases. */
  static boolean isOfOneFile(Piece pack) {
    String text = pack.files().get(Piece.RULE);
    long others = pack.files().keySet().stream().filter(name -> !isCase(name)).count();
    return text != null
        && pack.files().size() <= 3
        && others == 2
        && pack.text().equals(pack(pack.id(), Map.of(Piece.RULE, text)).text());
  }

  /** The cases of a pack of one file, null for none. */
  static @Nullable String cases(Piece pack) {
    return pack.files().entrySet().stream()
        .filter(file -> isCase(file.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static boolean isCase(String name) {
    return name.startsWith("cases/");
  }

  /**
   * The pack of one file that was renamed, under the id its life has; the same when it has none.
   */
  static Piece known(Piece piece, RuleLives lives) {
    Set<String> ids = isOfOneFile(piece) ? ids(piece) : Set.of();
    for (RuleLife life : ids.isEmpty() ? List.<RuleLife>of() : lives.own()) {
      Optional<RuleVersion> head = life.head();
      if (life.kind() == Piece.Kind.PACK && head.isPresent()) {
        Piece known = lives.piece(life.id(), head.get().number());
        if (isOfOneFile(known) && !Collections.disjoint(ids(known), ids)) {
          return renamed(piece, life.id());
        }
      }
    }
    return piece;
  }

  /** The pack of one file under another id. */
  private static Piece renamed(Piece pack, String id) {
    Map<String, String> files = new TreeMap<>(pack.files());
    files.putAll(pack(id, Map.of(Piece.RULE, pack.files().getOrDefault(Piece.RULE, ""))).files());
    return new Piece(id, Piece.Kind.PACK, files);
  }

  /** The ids the correlations of a pack of one file have, which stay when they are renamed. */
  private static Set<String> ids(Piece pack) {
    Set<String> ids = new HashSet<>();
    for (String document : pack.files().getOrDefault(Piece.RULE, "").split("(?m)^---.*$")) {
      if (CORRELATION.matcher(document).find()) {
        ID.matcher(document).results().forEach(found -> ids.add(found.group(1)));
      }
    }
    return ids;
  }

  private static String id(SigmaCorrelation correlation) {
    String named = correlation.name().isEmpty() ? correlation.rule().id() : correlation.name();
    String plain = named.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "sigma-" + plain.replaceAll("^-|-$", "");
  }
}
