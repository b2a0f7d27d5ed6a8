package songlam.console.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import songlam.core.detect.sigma.SigmaRules;

/** Sigma rules a verb was given. */
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
}
