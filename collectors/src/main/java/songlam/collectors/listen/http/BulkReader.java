package songlam.collectors.listen.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.collectors.frame.Framer.Frame;
import songlam.core.event.Reason;

/** Takes a bulk body apart while it is unpacked: an action line, then its document. */
final class BulkReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NO_DOCUMENT = {};

  private final List<Item> items = new ArrayList<>();
  private @Nullable Action waiting;
  private int line;

  /**
   * One document of a bulk request.
   *
   * @param action {@code create} or {@code index}
   * @param index as the action line says, empty when it does not
   * @param id the client's own id, null when it chose none
   * @param document its bytes; of one that is too long, the first ones
   * @param problem why it is not taken, empty when it is
   */
  @SuppressWarnings("ArrayRecordComponent") // moves from reader to route, never compared
  record Item(
      String action,
      String index,
      @Nullable String id,
      byte[] document,
      Reason reason,
      String problem) {}

  private record Action(String name, String index, @Nullable String id) {
    Item with(byte[] document, Reason reason, String problem) {
      return new Item(name, index, id, document, reason, problem);
    }
  }

  /**
   * Takes the next line.
   *
   * @throws MalformedBodyException when an action line is none: the rest could not be told apart
   */
  void line(Frame frame) throws MalformedBodyException {
    line++;
    Action action = waiting;
    waiting = null;
    if (action == null) {
      begin(frame);
    } else if (frame.oversized()) {
      String problem = "document: " + frame.length() + " bytes (expected: fewer)";
      items.add(action.with(frame.payload(), Reason.OVERSIZED, problem));
    } else if (action.name().equals("create") || action.name().equals("index")) {
      items.add(action.with(frame.payload(), Reason.UNSUPPORTED, ""));
    } else {
      String problem = action.name() + ": (expected: create or index)";
      items.add(action.with(frame.payload(), Reason.UNSUPPORTED, problem));
    }
  }

  /** The items in order, when the body has ended. */
  List<Item> items() throws MalformedBodyException {
    if (waiting != null) {
      throw new MalformedBodyException("line " + (line + 1) + ": missing (expected: the document)");
    }
    return items;
  }

  private void begin(Frame frame) throws MalformedBodyException {
    Action action = action(frame);
    if (action.name().equals("delete")) {
      items.add(action.with(NO_DOCUMENT, Reason.UNSUPPORTED, "delete: events are not deleted"));
    } else {
      waiting = action;
    }
  }

  private Action action(Frame frame) throws MalformedBodyException {
    JsonNode action;
    try {
      action = JSON.readTree(frame.payload());
    } catch (IOException e) {
      throw new MalformedBodyException(
          "line " + line + ": not JSON (expected: an action such as create)");
    }
    if (!action.isObject() || action.size() != 1) {
      throw new MalformedBodyException(
          "line " + line + ": (expected: one action such as {\"create\":{}})");
    }
    String name = action.fieldNames().next();
    JsonNode settings = action.path(name);
    String id = settings.has("_id") ? settings.path("_id").asText() : null;
    return new Action(name, settings.path("_index").asText(""), id);
  }
}
