package songlam.console.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the public corpora are, which are no part of the project. */
final class Corpora {
  private Corpora() {}

  /** {@code SONGLAM_CORPORA}, or {@code ../shared/data} beside the project; may be absent. */
  static Path folder() {
    String named = System.getenv("SONGLAM_CORPORA");
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("songlam.home", ".")).resolve("../shared/data");
  }

  /**
   * One of them.
   *
   * @throws BenchException when it is not there
   */
  static Path required(String name) {
    Path path = folder().resolve(name);
    if (!Files.isDirectory(path)) {
      throw new BenchException(
          name + ": the public corpus is absent (expected: in SONGLAM_CORPORA)");
    }
    return path;
  }
}
