package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of this very program, with the JVM flags of the launcher. */
final class JavaChild {
  private JavaChild() {}

  /**
   * Starts it in a process group of its own, so that all of it can be killed at once.
   *
   * @param heap for example {@code 1g}
   * @param flags further JVM flags
   * @param out where its output goes
   */
  static Process start(
      String heap, List<String> flags, List<String> arguments, ProcessBuilder.Redirect out) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.tls.server.newSessionTicketCount=0",
            "-Xmx" + heap,
            "-XX:+UseG1GC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dsonglam.home=" + System.getProperty("songlam.home", "."),
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8"));
    String distribution = System.getProperty("songlam.opensearch.zip");
    if (distribution != null) {
      command.add("-Dsonglam.opensearch.zip=" + distribution);
    }
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "songlam.console.Main"));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start();
      Leftovers.add(process);
      return process;
    } catch (IOException e) {
      throw new BenchException("a process cannot be started: " + e.getMessage(), e);
    }
  }
}
