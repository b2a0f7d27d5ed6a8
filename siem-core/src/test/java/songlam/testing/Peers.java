package songlam.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Real programs and corpora that tests run against. A missing program fails the test in CI and
 * skips it elsewhere, saying what to install; a missing corpus skips.
 */
public final class Peers {
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/sbin"));

  private Peers() {}

  /** The path of the program; without it the test is skipped, or fails when {@code CI=true}. */
  public static Path require(String program, String debianPackage) {
    for (Path folder : FOLDERS) {
      Path candidate = folder.resolve(program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    String message = program + " is missing (expected: apt-get install " + debianPackage + ")";
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
    throw new IllegalStateException(message);
  }

  /** A folder of the public corpora; the test is skipped when it is not there. */
  public static Path corpus(String folder) {
    String named = System.getenv("SONGLAM_CORPORA");
    Path root = Path.of(System.getProperty("songlam.root", "."));
    Path corpora = named != null ? Path.of(named) : root.resolve("../shared/data");
    Path path = corpora.resolve(folder).normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(path),
        () -> "corpus absent: " + folder + " (expected: beside the project or in SONGLAM_CORPORA)");
    return path;
  }
}
