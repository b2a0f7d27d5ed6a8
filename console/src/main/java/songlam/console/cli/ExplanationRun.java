package songlam.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** Has the running platform say which parts of a rule held for events, and prints it. */
final class ExplanationRun {
  private final DataDirectory data;
  private final PrintWriter out;
  private final PrintWriter err;

  ExplanationRun(DataDirectory data, PrintWriter out, PrintWriter err) {
    this.data = data;
    this.out = out;
    this.err = err;
  }

  /**
   * Explains a rule.
   *
   * @param places files of records, {@code -} for standard input, or ids of stored events
   * @return 3 when a file could not be read, else 0 when the rule held, else 1
   */
  int run(String rule, List<String> places, EventReading reading, boolean json) {
    Documents documents = new Documents(err);
    reading.read(places.stream().filter(ExplanationRun::isFile).toList(), documents);
    JsonArray ids = new JsonArray(places.stream().filter(place -> !isFile(place)).toList());
    JsonObject request = new JsonObject().put("events", documents.all).put("ids", ids);
    JsonObject answer =
        new JsonObject(
            AdministrationCommand.answer(
                data, List.of("rules", "explain", rule, request.encode())));
    JsonObject explained = answer.getJsonObject("explained");
    if (json) {
      out.println(answer.encodePrettily());
    } else {
      new ExplanationText(out).print(explained, 0);
    }
    out.flush();
    if (documents.isPartial) {
      return EventReading.SOME_UNREAD;
    }
    return explained.getBoolean("held") ? 0 : 1;
  }

  private static boolean isFile(String place) {
    return place.equals("-") || Files.exists(Path.of(place));
  }

  private static final class Documents implements EventReading.Reader {
    private final JsonArray all = new JsonArray();
    private final PrintWriter err;
    private boolean isPartial;

    Documents(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void event(long number, Event event) {
      all.add(new JsonObject(new String(EventJson.write(event), StandardCharsets.UTF_8)));
    }

    @Override
    public void rejected(long number, RawRecord record, Reason reason, String detail) {
      err.println("record " + number + ": " + reason.label() + ": " + detail);
    }

    @Override
    public void unread(String file, String why) {
      isPartial = true;
      err.println("unread " + file + ": " + why);
    }
  }
}
