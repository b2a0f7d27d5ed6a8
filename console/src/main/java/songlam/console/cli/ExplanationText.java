package songlam.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** An explanation in words: a part a line, those it is made of below it, further in. */
final class ExplanationText {
  private final PrintWriter out;

  ExplanationText(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param indent columns before the first part
   */
  void print(JsonObject part, int indent) {
    out.printf(
        "%s%s %s%s%n",
        " ".repeat(indent),
        part.getBoolean("held") ? "held    " : "not held",
        part.getString("what"),
        seen(part.getJsonArray("seen")));
    part.getJsonArray("parts").forEach(inner -> print((JsonObject) inner, indent + 2));
  }

  private static String seen(JsonArray seen) {
    if (seen == null) {
      return "";
    }
    return seen.isEmpty()
        ? "   <- no value"
        : seen.stream().map(String::valueOf).collect(Collectors.joining(", ", "   <- ", ""));
  }
}
