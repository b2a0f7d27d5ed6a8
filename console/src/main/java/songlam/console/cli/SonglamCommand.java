package songlam.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; each verb is a class of its own. */
@Command(
    name = "songlam",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Sông Lam: nền tảng giám sát an toàn thông tin và điều hành đô thị.",
      "A security operations platform for a provincial operations centre."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 findings or rejected input, 2 wrong usage or configuration,",
      "3 done but for files that could not be read, 69 something needed is missing, 70 a defect of ours, 130 interrupted.",
      "`songlam test` runs every test."
    })
public final class SonglamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it calls
  public SonglamCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing (expected: up, parse, …)");
  }
}
