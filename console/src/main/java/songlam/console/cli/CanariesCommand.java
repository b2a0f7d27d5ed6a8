package songlam.console.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code songlam canaries}: when each rule was last proven to detect. */
@Command(
    name = "canaries",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = {
      "Tells of every rule that alerts when its own positive case last came through the live path,",
      "where it was lost, or why it cannot be sent. Exit code 1 when one fails."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CanariesCommand extends AdministrationCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 500;
  private static final long PATIENCE_MILLIS = 600_000;

  @Spec private CommandSpec spec;
  @Mixin private DataDirectory data;

  @Option(names = "--json", description = "prints JSON instead of a table")
  private boolean json;

  @Override
  public Integer call() {
    JsonObject report = new JsonObject(answer(data, List.of("canaries", "list")));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.encodePrettily());
    } else {
      report.getJsonArray("items").forEach(one -> out.println(row((JsonObject) one)));
      out.println(report.getJsonObject("counts").encode());
    }
    return report.getJsonObject("counts").getInteger("failing") > 0 ? 1 : 0;
  }

  @Command(
      description = {
        "Sends one rule's canary now and waits for what becomes of it. Exit code 1 when it is lost."
      })
  int run(
      @Parameters(paramLabel = "RULE", description = "a Sigma rule's id, or pack/rule") String rule)
      throws InterruptedException {
    String before =
        new JsonObject(answer(data, List.of("canaries", "run", rule))).getString("lastTried");
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
      JsonObject now = new JsonObject(answer(data, List.of("canaries", "show", rule)));
      if (!now.getBoolean("underWay") && !Objects.equals(before, now.getString("lastTried"))) {
        spec.commandLine().getOut().println(json ? now.encodePrettily() : row(now));
        return now.getString("standing").equals("proven") ? 0 : 1;
      }
    }
    spec.commandLine().getErr().println(rule + ": nothing came of it within ten minutes");
    return 1;
  }

  private static String row(JsonObject item) {
    JsonObject unprovable = item.getJsonObject("unprovable");
    String why =
        unprovable != null
            ? unprovable.getString("en")
            : item.getString("diedAt") == null
                ? ""
                : item.getString("diedAt") + ": " + item.getString("detail");
    return "%-10s %-24s %s  %s"
        .formatted(
            item.getString("standing"),
            Objects.requireNonNullElse(item.getString("lastProven"), "never"),
            item.getString("rule"),
            why)
        .stripTrailing();
  }
}
