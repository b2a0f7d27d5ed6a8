package songlam.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Has the running platform make an exception of false positives, and prints what it would do. */
final class ExceptionRun {
  private final DataDirectory data;
  private final PrintWriter out;
  private final PrintWriter err;

  ExceptionRun(DataDirectory data, PrintWriter out, PrintWriter err) {
    this.data = data;
    this.out = out;
    this.err = err;
  }

  /** Of which false positives, and on which terms. */
  static final class Wanted {
    @Option(
        names = "--alert",
        paramLabel = "ID",
        description = "an alert that was closed as false positive or benign; may be repeated")
    private List<String> alerts = new ArrayList<>();

    @Option(
        names = "--event",
        paramLabel = "ID",
        description = "document id of a stored event; may be repeated")
    private List<String> events = new ArrayList<>();

    @Option(
        names = "--rule",
        paramLabel = "ID",
        defaultValue = "",
        description = "default: the one the alerts tell of")
    private String rule = "";

    @Option(
        names = "--field",
        paramLabel = "NAME",
        description = "only this of what they share, less narrow; may be repeated")
    private List<String> fields = new ArrayList<>();

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        defaultValue = "",
        description = "who answers for it")
    private String owner = "";

    @Option(
        names = "--until",
        paramLabel = "DATE",
        defaultValue = "",
        description = "the last day it holds, or ISO 8601 with zone")
    private String until = "";

    @Option(
        names = "--why",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "the reason; with owner and date the exception is kept as a draft")
    private String why = "";

    private JsonObject request() {
      return new JsonObject()
          .put("rule", rule)
          .put("alerts", new JsonArray(alerts))
          .put("events", new JsonArray(events))
          .put("fields", new JsonArray(fields));
    }

    private boolean isToKeep() {
      return !owner.isEmpty() || !until.isEmpty() || !why.isEmpty();
    }
  }

  int run(Wanted wanted, RuleLifeCommand.TrialSpan span) {
    JsonObject proposed = ask("propose", wanted.request().encode());
    out.println("rule      " + proposed.getString("rule"));
    out.println("excepted  events with all of these");
    for (Object item : proposed.getJsonArray("values")) {
      JsonObject one = (JsonObject) item;
      out.println("  " + one.getString("field") + " = " + texts(one, "values"));
    }
    JsonArray lost = proposed.getJsonArray("lost");
    if (!lost.isEmpty()) {
      lost.forEach(name -> out.println("lost      " + name));
      out.println("refused   what is known to be right would go missing; --field names others");
      out.flush();
      return 1;
    }
    JsonObject trial = new JsonObject().put("files", proposed.getJsonObject("files"));
    int tried = new TrialRun(data, out, err).run(trial, span);
    if (tried != 0) {
      return tried;
    }
    if (!wanted.isToKeep()) {
      out.println("nothing is kept; --owner, --until and --why keep it as a draft");
    } else {
      JsonObject terms =
          wanted
              .request()
              .put("owner", wanted.owner)
              .put("until", wanted.until)
              .put("why", wanted.why);
      String id = ask("except", terms.encode()).getString("id");
      out.println("draft     " + id);
      out.println("next      songlam rules release " + id + " --why TEXT");
    }
    out.flush();
    return 0;
  }

  int list() {
    JsonArray all = ask("exceptions", "").getJsonArray("items");
    for (Object item : all) {
      JsonObject one = (JsonObject) item;
      String state =
          one.getBoolean("expired")
              ? "expired"
              : !one.getBoolean("live")
                  ? state(one)
                  : one.getString("idle", "").isEmpty() ? "live" : "idle";
      out.printf(
          "%-8s until %s  kept back %,d  %s  %s%n",
          state,
          one.getString("until"),
          one.getLong("keptBack"),
          one.getString("id"),
          one.getString("owner"));
      out.printf("         of %s: %s%n", one.getString("rule"), one.getString("title"));
    }
    out.flush();
    err.printf("exceptions %d%n", all.size());
    return 0;
  }

  private static String state(JsonObject one) {
    return one.getString("state");
  }

  private static String texts(JsonObject one, String name) {
    List<String> texts = new ArrayList<>();
    one.getJsonArray(name).forEach(text -> texts.add(String.valueOf(text)));
    return String.join(", ", texts);
  }

  private JsonObject ask(String verb, String word) {
    return new JsonObject(AdministrationCommand.answer(data, List.of("rules", verb, word)));
  }
}
