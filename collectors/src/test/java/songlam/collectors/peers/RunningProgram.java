package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside a test and ends with it. */
public final class RunningProgram implements AutoCloseable {
  private final Process process;
  private final Path log;

  private RunningProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program; what it prints goes to a file of the folder. */
  public static RunningProgram start(Path folder, String... command) throws IOException {
    return start(folder, Map.of(), command);
  }

  static RunningProgram start(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    String name = Path.of(command[0]).getFileName().toString();
    Path log = Files.createTempFile(folder, name, ".log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new RunningProgram(builder.start(), log);
  }

  /** Runs the program to its end; what it printed. Fails when it says that it failed. */
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    try (RunningProgram program = start(folder, command)) {
      if (!program.process.waitFor(120, TimeUnit.SECONDS) || program.process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + program.output());
      }
      return program.output();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String output() throws IOException {
    return new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
