package songlam.console.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import songlam.collectors.Listeners;
import songlam.collectors.SourceTypes;
import songlam.collectors.Transport;
import songlam.core.journal.InMemorySystemStore;

/** {@code songlam sources}: all that can come in, a line each. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    description = "Lists every source type (what can be parsed) and every kind of input.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class SourcesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (SourceTypes.Entry entry :
        new SourceTypes(new InMemorySystemStore(), ZoneId.systemDefault()).all()) {
      out.printf(
          "%-14s %s · %s%n", entry.name(), entry.description().vi(), entry.description().en());
    }
    out.println();
    for (Transport kind : Listeners.transports()) {
      out.printf(
          "kind: %-14s %s · %s%n", kind.kind(), kind.description().vi(), kind.description().en());
    }
    return 0;
  }
}
