package songlam.console.api;

import io.vertx.core.json.JsonObject;
import songlam.core.incident.Act;
import songlam.core.incident.Verdict;

/** The acts of people as requests name them. */
public final class Acts {
  private Acts() {}

  /**
   * @param name the last part of the path: acknowledge, take, close, note, reopen
   */
  public static Act read(String name, JsonObject body) {
    String note = body.getString("note", "");
    return switch (name) {
      case "acknowledge" -> new Act.Acknowledge();
      case "take" -> new Act.Take();
      case "note" -> new Act.AddNote(note);
      case "close" -> new Act.Close(Verdict.of(body.getString("verdict", "")), note);
      case "reopen" -> new Act.Reopen();
      default ->
          throw Problem.notFound(name + " (expected: acknowledge, take, close, note or reopen)");
    };
  }
}
