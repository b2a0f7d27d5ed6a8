package songlam.console.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code songlam coverage}: the ATT&amp;CK techniques the rules cover. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the ATT&CK techniques rules speak of: how many rules, enabled, proven by a canary,",
      "firing, in shadow. --layer prints a layer file for the ATT&CK Navigator."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CoverageCommand extends AdministrationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataDirectory data;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "firing: told of something in the last N days; default: 30")
  private int days;

  @Option(
      names = "--proven-hours",
      paramLabel = "N",
      defaultValue = "48",
      description = "proven: a canary came through in the last N hours; default: 48")
  private int hours;

  @Option(
      names = "--layer",
      paramLabel = "DOMAIN",
      arity = "0..1",
      defaultValue = "",
      fallbackValue = "enterprise-attack",
      description = "enterprise-attack (default) or ics-attack")
  private String domain;

  @Option(names = "--json", description = "prints JSON instead of a table")
  private boolean json;

  @Override
  public Integer call() {
    List<String> words =
        List.of("rules", "coverage", Integer.toString(days), Integer.toString(hours), domain);
    String answer = answer(data, words);
    PrintWriter out = spec.commandLine().getOut();
    if (json || !domain.isEmpty()) {
      out.println(answer);
    } else {
      table(new JsonObject(answer), out);
    }
    return 0;
  }

  private static void table(JsonObject matrix, PrintWriter out) {
    String row = "%-10s %-9s %5s %7s %6s %6s %6s  %s%n";
    out.printf(
        row, "technique", "level", "rules", "enabled", "proven", "firing", "shadow", "tactics");
    for (Object one : matrix.getJsonArray("items")) {
      JsonObject item = (JsonObject) one;
      out.printf(
          row,
          item.getString("technique"),
          item.getString("level"),
          item.getJsonArray("rules").size(),
          item.getJsonArray("enabled").size(),
          item.getJsonArray("proven").size(),
          item.getJsonArray("firing").size(),
          item.getJsonArray("shadow").size(),
          String.join(", ", item.getJsonArray("tactics").stream().map(String::valueOf).toList()));
    }
  }
}
