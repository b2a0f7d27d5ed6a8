package songlam.core.rule;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import songlam.core.config.Problems;
import songlam.core.detect.sigma.RuleFolder;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.RuleStyle;
import songlam.core.detect.sigma.RuleText;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRules;

/**
 * Lints rules as they lie in files: Sigma rules, filters, correlations and exceptions together, so
 * that what one of them names may stand in another, and packs, their DRL compiled.
 */
public final class RuleCheck {
  private final SigmaRules around;
  private final List<String> rejected = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int inForce;

  private RuleCheck(SigmaRules around) {
    this.around = around;
  }

  /**
   * What was found.
   *
   * @param inForce rules that could be in force
   * @param rejected {@code file:line:column: what (expected: …)}, in the order of the files
   */
  public record Found(int inForce, List<String> rejected, List<String> warnings) {
    public Found {
      rejected = List.copyOf(rejected);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Looks at files, folders and packs' folders.
   *
   * @param places what is looked at; a folder of an installation's rules too
   * @param beside folders of an installation's rules whose tables, placeholders and rules hold too
   * @param shipped texts of the rules that ship, by file
   */
  public static Found of(List<Path> places, List<Path> beside, Map<String, String> shipped) {
    List<Path> settings = new ArrayList<>(beside);
    settings.addAll(places);
    SigmaMapping mapping = SigmaMapping.of(settings);
    Map<String, String> known = new LinkedHashMap<>(shipped);
    places.forEach(place -> known.putAll(ImportedRules.texts(place)));
    SigmaRules around = SigmaRules.texts(known, mapping);
    if (!beside.isEmpty()) {
      around = around.with(SigmaRules.load(beside, mapping));
    }
    RuleCheck check = new RuleCheck(around);
    mapping.problems().forEach(check::tell);
    check.look(places);
    return new Found(check.inForce, check.rejected, check.warnings);
  }

  private void look(List<Path> places) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Path> packs = new ArrayList<>();
    for (Path place : places) {
      if (place.endsWith(Piece.PACK)) {
        packs.add(place.toAbsolutePath().getParent());
        continue;
      }
      if (Files.isDirectory(place)) {
        packs.addAll(RuleFolder.packs(place));
      }
      RuleFolder.files(place).stream()
          .filter(file -> !file.startsWith(place.resolve(ImportedRules.FOLDER)))
          .forEach(file -> take(file, texts));
    }
    SigmaCorrelations read = SigmaCorrelations.read(texts, around);
    read.problems().forEach(this::tell);
    texts.forEach((file, text) -> RuleStyle.of(file, text).forEach(this::tell));
    read.inline().unboundFilters(around).forEach(this::tell);
    inForce += read.inline().rules().size() + read.all().size();
    SigmaRules known = around.with(read.inline());
    for (Path pack : packs) {
      SigmaPieces.Checked checked = Overlay.pack(pack, known);
      rejected.addAll(checked.problems());
      warnings.addAll(checked.warnings());
      inForce += checked.piece().isPresent() ? 1 : 0;
    }
  }

  /** Puts a file to those of Sigma, unless it is an exception of a pack's rule. */
  private void take(Path file, Map<String, String> texts) {
    String text = RuleText.read(file, this::tell).orElse(null);
    if (text == null) {
      return;
    }
    Problems problems = new Problems();
    Optional<Exemption> exemption = Exemption.read(file.toString(), text, problems);
    rejected.addAll(problems.all());
    if (exemption.isEmpty() || exemption.get().match() == null) {
      texts.put(file.toString(), text);
    }
  }

  private void tell(RuleProblem problem) {
    boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
    (isWarning ? warnings : rejected).add(problem.toString());
  }
}
