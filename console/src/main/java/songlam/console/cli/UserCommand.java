package songlam.console.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code songlam user}: the people who may sign in. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Makes, disables and lists the people who may sign in, also while running.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UserCommand extends AdministrationCommand {
  @Mixin private DataDirectory data;

  @Command(description = "Adds a person and prints a one-time sign-in link.")
  int create(
      @Parameters(paramLabel = "NAME", description = "a-z 0-9 . _ -") String name,
      @Option(
              names = "--role",
              required = true,
              description = "administrator, analyst, operator or viewer")
          String role,
      @Option(names = "--display-name", defaultValue = "", description = "as shown to colleagues")
          String displayName) {
    return ask(data, List.of("user", "create", name, role, displayName));
  }

  @Command(description = "Ends a person's access; what they did stays on record.")
  int disable(@Parameters(paramLabel = "NAME") String name) {
    return ask(data, List.of("user", "disable", name));
  }

  @Command(description = "Gives a disabled person access again.")
  int enable(@Parameters(paramLabel = "NAME") String name) {
    return ask(data, List.of("user", "enable", name));
  }

  @Command(description = "Prints a new one-time sign-in link, for a forgotten password.")
  int link(@Parameters(paramLabel = "NAME") String name) {
    return ask(data, List.of("user", "link", name));
  }

  @Command(description = "Lists all accounts.")
  int list() {
    return ask(data, List.of("user", "list"));
  }
}
