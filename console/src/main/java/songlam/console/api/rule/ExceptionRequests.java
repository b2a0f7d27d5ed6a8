package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import songlam.console.api.Json;
import songlam.console.api.Problem;
import songlam.console.desk.ExceptionDesk;
import songlam.core.rule.Exemption;

/**
 * Exceptions as requests ask for them, over the API and from the command line, and as they look.
 */
public final class ExceptionRequests {
  private final ExceptionDesk desk;

  public ExceptionRequests(ExceptionDesk desk) {
    this.desk = desk;
  }

  /**
   * What could be made of the chosen false positives.
   *
   * @param body {@code {rule, alerts, events, fields}}
   * @throws Problem when the request is wrong
   * @throws IllegalArgumentException when no exception can be made
   */
  public JsonObject propose(JsonObject body) {
    ExceptionDesk.Proposed proposed = known(() -> desk.propose(chosen(body)));
    JsonArray values = new JsonArray();
    proposed
        .proposal()
        .values()
        .forEach(
            (field, all) ->
                values.add(new JsonObject().put("field", field).put("values", Json.texts(all))));
    JsonObject files = new JsonObject();
    proposed.piece().files().forEach(files::put);
    return new JsonObject()
        .put("rule", proposed.proposal().rule())
        .put("values", values)
        .put("known", proposed.known())
        .put("lost", Json.texts(proposed.lost()))
        .put("files", files);
  }

  /**
   * Keeps the exception as a draft.
   *
   * @param body as for a proposal, and {@code owner}, {@code until}, {@code why}
   */
  public JsonObject keep(JsonObject body, String by) {
    long until = until(body.getString("until", ""));
    return view(
        known(
            () ->
                desk.keep(
                    chosen(body),
                    body.getString("owner", ""),
                    until,
                    body.getString("why", ""),
                    by)));
  }

  /** All there are. */
  public JsonArray all() {
    JsonArray all = new JsonArray();
    desk.all().forEach(one -> all.add(view(one)));
    return all;
  }

  private static <T> T known(Supplier<T> work) {
    try {
      return work.get();
    } catch (NoSuchElementException e) {
      throw Problem.notFound(String.valueOf(e.getMessage()));
    }
  }

  private static ExceptionDesk.Chosen chosen(JsonObject body) {
    return new ExceptionDesk.Chosen(
        body.getString("rule", ""),
        texts(body, "alerts"),
        texts(body, "events"),
        Set.copyOf(texts(body, "fields")));
  }

  private static List<String> texts(JsonObject body, String name) {
    List<String> texts = new ArrayList<>();
    if (body.getValue(name) instanceof JsonArray list) {
      list.forEach(one -> texts.add(String.valueOf(one)));
    } else if (body.containsKey(name)) {
      throw Problem.badRequest(name + ": no list (expected: a list of texts)");
    }
    return texts;
  }

  private static long until(String text) {
    try {
      return Exemption.moment(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          "until: " + text + " (expected: a day such as 2027-01-31, or ISO 8601 with zone)");
    }
  }

  private static JsonObject view(ExceptionDesk.Shown shown) {
    Exemption one = shown.exemption();
    return new JsonObject()
        .put("id", one.id())
        .put("title", one.title())
        .put("rule", one.rule())
        .put("owner", one.owner())
        .put("until", Json.time(one.until()))
        .put("why", one.why())
        .put("of", Json.texts(one.of()))
        .put("state", shown.state().label())
        .put("live", shown.live())
        .put("idle", shown.idle())
        .put("expired", shown.over())
        .put("keptBack", shown.keptBack());
  }
}
