package songlam.console.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/** What rules were worth, for a person at a terminal. */
final class PrecisionText {
  private PrecisionText() {}

  /**
   * Prints the report.
   *
   * @param report as the API gives it
   * @return 1 when a rule is to be retired, else 0
   */
  static int print(JsonObject report, boolean json, PrintWriter out) {
    if (json) {
      out.println(report.encodePrettily());
    } else {
      out.printf("%-8s %-10s %-6s %s%n", "advice", "fired", "silent", "rule");
    }
    boolean isToRetire = false;
    for (Object one : report.getJsonArray("items")) {
      JsonObject item = (JsonObject) one;
      isToRetire |= item.getString("advice").equals("retire");
      if (!json) {
        out.printf(
            "%-8s %-10d %-6s %s: %s%n",
            item.getString("advice"),
            item.getLong("fired"),
            item.getBoolean("silent") ? "silent" : "",
            item.getString("id"),
            item.getJsonObject("because").getString("en") + since(item));
      }
    }
    if (!json) {
      out.printf(
          "%d of %d days observed%n", report.getInteger("observedDays"), report.getInteger("days"));
    }
    return isToRetire ? 1 : 0;
  }

  /** What was told before a rule was changed counts for the version of then. */
  private static String since(JsonObject item) {
    if (item.getString("since") == null) {
      return "";
    }
    JsonObject whole = item.getJsonObject("whole");
    return " since %s; with former versions %d true, %d false, %d benign"
        .formatted(
            item.getString("since"),
            whole.getLong("truePositives"),
            whole.getLong("falsePositives"),
            whole.getLong("benign"));
  }
}
