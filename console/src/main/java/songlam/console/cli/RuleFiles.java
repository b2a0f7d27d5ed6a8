package songlam.console.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.RuleCheck;

/** Rules a verb was given, and the installation they are read for. */
final class RuleFiles {
  private static final int CONFIGURATION = 2;

  @Option(
      names = "--overlay",
      paramLabel = "DIR",
      description =
          "folder of an installation's rules: its mapping/ and placeholders.yml hold too; those of"
              + " the rules' own folder always do")
  private @Nullable Path overlay;

  /**
   * Rules of one event, filters and correlations, read together. Correlations may be over rules
   * that ship and over those of the installation too.
   *
   * @param places none for the rules that ship
   * @throws UserFacingException when a place is not there
   */
  SigmaCorrelations load(List<Path> places) {
    if (places.isEmpty()) {
      return SigmaCorrelations.read(SigmaRules.shippedTexts(), SigmaRules.texts(Map.of()));
    }
    List<Path> settings = new ArrayList<>(beside());
    settings.addAll(places);
    requireThere(settings);
    SigmaMapping mapping = SigmaMapping.of(settings);
    return SigmaCorrelations.load(places, mapping, () -> around(mapping));
  }

  private SigmaRules around(SigmaMapping mapping) {
    SigmaRules shipped = SigmaRules.texts(SigmaRules.shippedTexts(), mapping);
    return overlay == null ? shipped : shipped.with(SigmaRules.load(beside(), mapping));
  }

  /**
   * What is wrong with rules and packs, or worth saying.
   *
   * @throws UserFacingException when a place is not there
   */
  RuleCheck.Found check(List<Path> places) {
    requireThere(places);
    requireThere(beside());
    return RuleCheck.of(places, beside(), SigmaRules.shippedTexts());
  }

  private List<Path> beside() {
    return overlay == null ? List.of() : List.of(overlay);
  }

  private static void requireThere(List<Path> places) {
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new UserFacingException(
            CONFIGURATION, place + ": not there (expected: a file or folder of rules)");
      }
    }
  }
}
