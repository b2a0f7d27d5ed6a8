package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the store says of each line of a {@code _bulk} request, read as it comes. */
final class BulkAnswer {
  /**
   * One line.
   *
   * @param place in the request, from 0
   * @param status of HTTP
   * @param reason why it was not done, empty when it was
   * @param document as it is stored now, when that was asked for
   */
  record Item(int place, int status, String reason, @Nullable ObjectNode document) {
    boolean isFailure() {
      return status >= 300;
    }
  }

  private BulkAnswer() {}

  /** The lines that were not done; reads no further than it has to. */
  static List<Item> failures(InputStream body) throws IOException {
    return read(body, true);
  }

  /** All lines, in order. */
  static List<Item> items(InputStream body) throws IOException {
    return read(body, false);
  }

  private static List<Item> read(InputStream body, boolean failuresOnly) throws IOException {
    try (JsonParser json = StoreClient.JSON.getFactory().createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (failuresOnly && name.equals("errors") && !json.getBooleanValue()) {
            return List.of();
          }
          if (name.equals("items")) {
            return items(json, item -> !failuresOnly || item.isFailure());
          }
          json.skipChildren();
        }
      }
      throw new IOException("the answer to _bulk ends early");
    }
  }

  private static List<Item> items(JsonParser json, Predicate<Item> wanted) throws IOException {
    List<Item> items = new ArrayList<>();
    int place = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      json.nextToken();
      json.nextToken();
      Item item = item(json, place++);
      if (wanted.test(item)) {
        items.add(item);
      }
      json.nextToken();
    }
    return items;
  }

  private static Item item(JsonParser json, int place) throws IOException {
    int status = 0;
    String reason = "";
    ObjectNode document = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "status" -> status = json.getIntValue();
        case "error" ->
            reason =
                new StoreClient.Answer(
                        status, StoreClient.object().set("error", json.readValueAsTree()))
                    .reason();
        case "get" -> {
          JsonNode got = json.readValueAsTree();
          document = got.path("_source") instanceof ObjectNode source ? source : null;
        }
        default -> json.skipChildren();
      }
    }
    return new Item(place, status, reason, document);
  }
}
