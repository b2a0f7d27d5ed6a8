package songlam.console.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of {@code console/src/peers}, in a process of its own that is compiled when it starts:
 * nothing of it and none of the libraries it needs is part of the product.
 */
final class PeerProcess {
  private static final String HEAP = "-Xmx6g";

  private PeerProcess() {}

  /**
   * Adds the figures it tells to the sheet.
   *
   * @param program its class
   * @return the least of its figures in times; infinite when the peers are not there
   */
  static double run(Sheet sheet, String program, List<String> arguments) throws IOException {
    Path home = Path.of(System.getProperty("songlam.home", "."));
    Path libraries = home.resolve("console/target/peers");
    Path main = home.resolve("console/src/peers/java/songlam/peers/" + program + ".java");
    if (!Files.isDirectory(libraries) || !Files.isRegularFile(main)) {
      sheet.note("no peers: console/target/peers is absent (expected: ./songlam fetches them)");
      return Double.POSITIVE_INFINITY;
    }
    List<String> command = command(libraries, main);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Leftovers.add(process);
    double least = Double.POSITIVE_INFINITY;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 2 && parts[0].equals("note")) {
          sheet.note(parts[1]);
        } else if (parts.length == 4 && parts[0].equals("row")) {
          double value = Double.parseDouble(parts[2]);
          sheet.add(parts[1], value, parts[3]);
          least = parts[3].equals("times") ? Math.min(least, value) : least;
        }
      }
    }
    end(process);
    return least;
  }

  private static List<String> command(Path libraries, Path main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            HEAP,
            "--enable-native-access=ALL-UNNAMED",
            "-Dsonglam.home=" + System.getProperty("songlam.home", "."),
            "-cp",
            System.getProperty("java.class.path") + ":" + libraries + "/*",
            main.toString()));
    return command;
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new BenchException("the peers did not come to their end");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
