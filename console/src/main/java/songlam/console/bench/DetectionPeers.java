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
 * Other engines with the same rules and events, in a process of their own that is compiled from
 * {@code console/src/peers} when it starts: none of their libraries is part of the product.
 */
final class DetectionPeers {
  private static final String HEAP = "-Xmx6g";
  private static final int EVENTS = 3_000;
  private static final double TARGET_TIMES = 10;

  private DetectionPeers() {}

  /** Adds their figures, and how many times as fast ours is than the best of them. */
  static void measure(Sheet sheet, Path corpus, int seconds, Measurement told) throws IOException {
    Path home = Path.of(System.getProperty("songlam.home", "."));
    Path libraries = home.resolve("console/target/peers");
    Path main = home.resolve("console/src/peers/java/songlam/peers/DetectionPeers.java");
    if (!Files.isDirectory(libraries) || !Files.isRegularFile(main)) {
      sheet.note("no peers: console/target/peers is absent (expected: ./songlam fetches them)");
      return;
    }
    told.progress("peers: Lucene monitor, Esper filter statements");
    Process process =
        new ProcessBuilder(command(libraries, main, corpus, seconds))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Leftovers.add(process);
    double least = Double.MAX_VALUE;
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
    sheet.atLeast("against the best of the peers", least, TARGET_TIMES, "times");
    sheet.note("peers: the routes of an event are worked out for them beforehand, and not timed");
  }

  private static List<String> command(Path libraries, Path main, Path corpus, int seconds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            HEAP,
            "--enable-native-access=ALL-UNNAMED",
            "-Dsonglam.home=" + System.getProperty("songlam.home", "."),
            "-cp",
            System.getProperty("java.class.path") + ":" + libraries + "/*",
            main.toString(),
            corpus.toString(),
            Integer.toString(EVENTS),
            Integer.toString(seconds)));
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
