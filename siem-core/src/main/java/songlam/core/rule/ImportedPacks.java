package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/**
 * The correlations of corpora that were taken in: a pack {@code imported-NAME} of each corpus.
 *
 * @param packs by id
 * @param pieces their files, by id
 * @param rules what each rule says of itself, by {@code pack/rule}
 * @param problems why a corpus has none
 */
record ImportedPacks(
    Map<String, Pack> packs,
    Map<String, Piece> pieces,
    Map<String, SigmaRule> rules,
    List<String> problems) {
  private static final String PREFIX = "imported-";

  /**
   * @param texts by file, each below the name of its corpus
   * @param known rules of one event they may be over
   */
  static ImportedPacks of(Map<String, String> texts, SigmaRules known) {
    Map<String, Map<String, String>> corpora = new TreeMap<>();
    texts.forEach(
        (file, text) -> {
          if (SigmaCorrelations.areIn(text)) {
            String corpus = file.replace('\\', '/').replaceFirst("/.*", "");
            corpora.computeIfAbsent(corpus, _ -> new TreeMap<>()).put(file, text);
          }
        });
    ImportedPacks all =
        new ImportedPacks(new TreeMap<>(), new TreeMap<>(), new HashMap<>(), new ArrayList<>());
    corpora.forEach((corpus, files) -> all.add(PREFIX + corpus, files, known));
    return all;
  }

  private void add(String id, Map<String, String> files, SigmaRules known) {
    Piece piece = CorrelationPieces.pack(id, files);
    Problems found = new Problems();
    Pack pack = PackPieces.read(piece, known, found);
    problems.addAll(found.all());
    if (!found.isEmpty()) {
      return;
    }
    packs.put(id, pack);
    pieces.put(id, piece);
    for (SigmaCorrelation one : SigmaCorrelations.read(files, known).all()) {
      rules.put(id + "/" + one.name(), one.rule());
      rules.put(id + "/" + one.rule().id(), one.rule());
    }
  }

  /** What a rule, {@code pack/rule}, says of itself. */
  Optional<SigmaRule> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }
}
