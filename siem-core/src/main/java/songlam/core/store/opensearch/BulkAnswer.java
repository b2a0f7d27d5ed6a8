package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What the store says of each line of a {@code _bulk} request, read as it comes. */
final class BulkAnswer {
  /**
   * One line that was not done.
   *
   * @param place in the request, from 0
   * @param status of HTTP
   * @param reason why
   */
  record Item(int place, int status, String reason) {}

  private BulkAnswer() {}

  /** The lines that were not done; reads no further than it has to. */
  static List<Item> failures(InputStream body) throws IOException {
    try (JsonParser json = StoreClient.JSON.getFactory().createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("errors") && !json.getBooleanValue()) {
            return List.of();
          }
          if (name.equals("items")) {
            return items(json);
          }
          json.skipChildren();
        }
      }
      throw new IOException("the answer to _bulk ends early");
    }
  }

  private static List<Item> items(JsonParser json) throws IOException {
    List<Item> failures = new ArrayList<>();
    int place = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      json.nextToken();
      json.nextToken();
      Item item = item(json, place++);
      if (item.status() >= 300) {
        failures.add(item);
      }
      json.nextToken();
    }
    return failures;
  }

  private static Item item(JsonParser json, int place) throws IOException {
    int status = 0;
    String reason = "";
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
        default -> json.skipChildren();
      }
    }
    return new Item(place, status, reason);
  }
}
