package songlam.core.rule;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/**
 * The files of a pack, and those of the Sigma rules elsewhere that its correlations are over.
 *
 * @param files without cases, by name
 * @param rules by the name they have in problems
 */
record PackSource(SortedMap<String, String> files, SortedMap<String, String> rules) {
  private static final String CASES = "cases/";

  /**
   * @param known rules elsewhere that it may be over
   * @param text of one of them, by id
   */
  static PackSource of(Piece piece, SigmaRules known, Function<String, String> text) {
    SortedMap<String, String> files = new TreeMap<>(piece.files());
    files.keySet().removeIf(name -> name.startsWith(CASES));
    SortedMap<String, String> rules = new TreeMap<>();
    Section top = StrictYaml.text(piece.id(), piece.text(), new Problems());
    Map<String, String> correlated = new TreeMap<>();
    top.texts("sigma").forEach(name -> correlated.put(name, files.getOrDefault(name, "")));
    if (!correlated.isEmpty()) {
      SigmaCorrelations read = SigmaCorrelations.read(correlated, known);
      for (String id : read.bases()) {
        SigmaRule elsewhere = known.rule(id).orElse(null);
        if (elsewhere != null && read.inline().rule(id).isEmpty()) {
          rules.put(elsewhere.file(), text.apply(id));
        }
      }
    }
    return new PackSource(files, rules);
  }

  /**
   * The pack of these files.
   *
   * @param mapping what fields of Sigma mean in them
   * @param problems takes what is wrong; the pack counts only when nothing is
   */
  Pack read(String id, SigmaMapping mapping, Problems problems) {
    Piece piece = new Piece(id, Piece.Kind.PACK, files);
    return PackPieces.read(piece, SigmaRules.texts(rules, mapping), problems);
  }
}
