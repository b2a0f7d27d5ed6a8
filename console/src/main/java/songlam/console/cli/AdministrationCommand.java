package songlam.console.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import songlam.console.control.ControlClient;

/** A verb whose work is done by the running platform. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class AdministrationCommand {
  private static final int USAGE = 2;
  private static final int NEEDED = 69;

  @Spec private CommandSpec spec;

  int ask(DataDirectory data, List<String> words) {
    spec.commandLine().getOut().println(answer(data, words));
    return 0;
  }

  /** What the running platform says. */
  static String answer(DataDirectory data, List<String> words) {
    try {
      return new ControlClient(data.controlSocket())
          .ask(words)
          .orElseThrow(
              () ->
                  new UserFacingException(
                      NEEDED,
                      "nothing runs on "
                          + data.path()
                          + " (expected: a running platform; start it with songlam up)"));
    } catch (IllegalArgumentException e) {
      throw new UserFacingException(USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserFacingException(
          NEEDED,
          "the platform's socket: "
              + e.getMessage()
              + " (expected: access to "
              + data.path()
              + ")");
    }
  }
}
