package songlam.console.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code songlam token}: secrets for programs. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Makes, lists and revokes API tokens, also while running.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class TokenCommand extends AdministrationCommand {
  @Mixin private DataDirectory data;

  @Command(description = "Makes a token and prints its secret, which is told this once.")
  int create(
      @Option(
              names = "--role",
              required = true,
              description = "ingest, viewer, operator, analyst or administrator")
          String role,
      @Option(names = "--name", defaultValue = "token", description = "what it is for")
          String name) {
    return ask(data, List.of("token", "create", role, name));
  }

  @Command(description = "Lists the tokens without their secrets.")
  int list() {
    return ask(data, List.of("token", "list"));
  }

  @Command(description = "Ends a token.")
  int revoke(@Parameters(paramLabel = "ID") String id) {
    return ask(data, List.of("token", "revoke", id));
  }
}
