package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another program that does the same work on the same file, timed from its start to its end. */
final class Peer {
  private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"));
  private static final long PATIENCE_SECONDS = 300;

  private Peer() {}

  /** Whether the program is installed. */
  static boolean isHere(String program) {
    return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  /**
   * Where the program is.
   *
   * @throws BenchException when it is not installed
   */
  static String path(String program) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new BenchException(program + " is missing"))
        .toString();
  }

  /** Runs it; seconds by the clock. What it prints is thrown away. */
  static double seconds(String program, String... arguments) throws IOException {
    List<String> command = Stream.concat(Stream.of(path(program)), Stream.of(arguments)).toList();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new BenchException(program + ": no end after " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException(program + ": interrupted", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
