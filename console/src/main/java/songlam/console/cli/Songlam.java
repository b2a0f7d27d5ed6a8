package songlam.console.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import songlam.console.bench.BenchCommand;

/**
 * THE table of verbs. Only the verb asked for is loaded, so that a small one answers at once; help
 * loads them all.
 */
public final class Songlam {
  private static final int USAGE = 2;
  private static final int NEEDED = 69;
  private static final int DEFECT = 70;

  private Songlam() {}

  /** Each verb and how its command is made. */
  static Map<String, Supplier<Object>> verbs() {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("up", UpCommand::new);
    verbs.put("parse", ParseCommand::new);
    verbs.put("detect", DetectCommand::new);
    verbs.put("rules", RulesCommand::new);
    verbs.put("coverage", CoverageCommand::new);
    verbs.put("canaries", CanariesCommand::new);
    verbs.put("sources", SourcesCommand::new);
    verbs.put("user", UserCommand::new);
    verbs.put("token", TokenCommand::new);
    verbs.put("bench", BenchCommand::new);
    return verbs;
  }

  /** Runs the command line of this process and returns the exit code. */
  public static int start(String... args) {
    StandardOutput.install();
    return run(args);
  }

  /** Runs the command line and returns the exit code. */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new SonglamCommand());
    Map<String, Supplier<Object>> verbs = verbs();
    String asked = args.length == 0 ? "" : args[0];
    if (verbs.containsKey(asked)) {
      line.addSubcommand(asked, verbs.get(asked).get());
    } else {
      verbs.forEach((name, verb) -> line.addSubcommand(name, verb.get()));
    }
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(Songlam::explain);
    return line.execute(args);
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof UserFacingException expected) {
      line.getErr().println("songlam: " + expected.getMessage());
      return expected.exitCode();
    }
    if (e instanceof OutputException output) {
      if (output.isUnread()) {
        return 0;
      }
      line.getErr().println("songlam: " + output.getMessage());
      return NEEDED;
    }
    line.getErr().println("songlam: a defect of ours: " + e);
    e.printStackTrace(line.getErr());
    return e instanceof IllegalArgumentException ? USAGE : DEFECT;
  }
}
