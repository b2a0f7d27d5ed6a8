package songlam.console.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that measures: options all share, the table at the end, the exit code. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class Measurement implements Callable<Integer> {
  private static final int MISSED = 1;
  private static final int NEEDED = 69;

  @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON too")
  private @Nullable Path json;

  @Option(names = "--check", description = "exit code 1 when a target is missed")
  private boolean check;

  @Spec private CommandSpec spec;

  /** Fills the sheet; throws {@link BenchException} when it cannot be done here. */
  abstract void measure(Sheet sheet) throws IOException;

  /** What is measured, one line. */
  abstract String title();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String line = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    Sheet sheet = new Sheet(title(), ("songlam " + line).strip());
    try {
      measure(sheet);
    } catch (BenchException e) {
      spec.commandLine().getErr().println("songlam: " + e.getMessage());
      return NEEDED;
    }
    sheet.publish(out, json);
    return check && !sheet.targetsMet() ? MISSED : 0;
  }

  /** A line that says what is being done now. */
  final void progress(String words) {
    spec.commandLine().getOut().println("  … " + words);
  }
}
