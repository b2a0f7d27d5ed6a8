package songlam.console.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.Overlay;
import songlam.core.rule.Piece;

/** Sigma rules and packs a verb was given. */
final class RuleFiles {
  private static final int CONFIGURATION = 2;

  private RuleFiles() {}

  /**
   * @throws UserFacingException when a place is not there
   */
  static SigmaRules load(List<Path> places) {
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new UserFacingException(
            CONFIGURATION, place + ": not there (expected: a file or folder of Sigma rules)");
      }
    }
    return SigmaRules.load(places);
  }

  /** Whether the place is the folder of a pack, or its {@code pack.yml}. */
  static boolean isPack(Path place) {
    return place.endsWith(Piece.PACK) || Files.isRegularFile(place.resolve(Piece.PACK));
  }

  /** What is wrong with a pack, its DRL compiled. */
  static List<String> problemsOfPack(Path place) {
    Path folder = place.endsWith(Piece.PACK) ? place.resolveSibling("") : place;
    return Overlay.pack(folder, SigmaRules.shipped()).problems();
  }
}
