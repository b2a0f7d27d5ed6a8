package songlam.console.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --data}, the same for every verb that needs the installation. */
final class DataDirectory {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = {
        "where everything is kept; default: /var/lib/songlam as root,",
        "else ~/.local/share/songlam"
      })
  private Path chosen = byDefault();

  Path path() {
    return chosen.toAbsolutePath().normalize();
  }

  /** The demo's own directory: the one chosen, or a sibling of the default one. */
  Path forDemo() {
    return path().equals(byDefault()) ? path().resolveSibling("songlam-demo") : path();
  }

  Path controlSocket() {
    return path().resolve("control.sock");
  }

  private static Path byDefault() {
    return System.getProperty("user.name").equals("root")
        ? Path.of("/var/lib/songlam")
        : Path.of(System.getProperty("user.home"), ".local", "share", "songlam");
  }
}
