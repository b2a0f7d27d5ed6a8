package songlam.collectors.listen.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Reason;

/** Takes a bulk body apart: an action line, then its document, line by line. */
final class BulkReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BulkReader() {}

  /**
   * One document of a bulk request.
   *
   * @param action {@code create} or {@code index}
   * @param index as the action line says, empty when it does not
   * @param id the client's own id, null when it chose none
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

  /**
   * The items in order.
   *
   * @throws IOException when an action line is none: the rest could not be told apart
   */
  static List<Item> read(byte[] body, int longest) throws IOException {
    List<byte[]> lines = lines(body);
    List<Item> items = new ArrayList<>();
    for (int at = 0; at < lines.size(); ) {
      JsonNode action = action(lines.get(at), at + 1);
      String name = action.fieldNames().next();
      JsonNode settings = action.path(name);
      String index = settings.path("_index").asText("");
      String id = settings.has("_id") ? settings.path("_id").asText() : null;
      if (name.equals("delete")) {
        items.add(
            new Item(
                name,
                index,
                id,
                lines.get(at),
                Reason.UNSUPPORTED,
                "delete: events are not deleted"));
        at += 1;
        continue;
      }
      if (at + 1 >= lines.size()) {
        throw new IOException("line " + (at + 2) + ": missing (expected: the document)");
      }
      byte[] document = lines.get(at + 1);
      String problem =
          !name.equals("create") && !name.equals("index")
              ? name + ": (expected: create or index)"
              : document.length > longest
                  ? "document: " + document.length + " bytes (expected: at most " + longest + ")"
                  : "";
      Reason reason = document.length > longest ? Reason.OVERSIZED : Reason.UNSUPPORTED;
      items.add(new Item(name, index, id, document, reason, problem));
      at += 2;
    }
    return items;
  }

  /** Lines that hold something. */
  static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        int end = i > start && body[i - 1] == '\r' ? i - 1 : i;
        if (end > start) {
          lines.add(Arrays.copyOfRange(body, start, end));
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static JsonNode action(byte[] line, int number) throws IOException {
    JsonNode action;
    try {
      action = JSON.readTree(line);
    } catch (IOException e) {
      throw new IOException("line " + number + ": not JSON (expected: an action such as create)");
    }
    if (!action.isObject() || action.size() != 1) {
      throw new IOException("line " + number + ": (expected: one action such as {\"create\":{}})");
    }
    return action;
  }
}
