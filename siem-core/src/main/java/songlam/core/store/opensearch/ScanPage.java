package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventJson;

/**
 * A page of a scan, read as it comes: events are made while the answer arrives, with no tree of it
 * or of a document in between.
 *
 * @param events in the order asked for
 * @param end sort keys of the last one, where the next page goes on; missing when there is none
 */
record ScanPage(List<Event> events, JsonNode end) {
  /**
   * @throws IOException when the answer is no whole one
   */
  static ScanPage read(InputStream answer) throws IOException {
    try (JsonParser json = StoreClient.JSON.getFactory().createParser(answer)) {
      enter(json, "hits");
      enter(json, "hits");
      List<Event> events = new ArrayList<>();
      JsonNode end = MissingNode.getInstance();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        end = hit(json, events);
      }
      return new ScanPage(events, end);
    }
  }

  /** Goes to the value of this name in the object that comes or has begun. */
  private static void enter(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.nextToken();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isThere = json.currentName().equals(name);
      json.nextToken();
      if (isThere) {
        return;
      }
      json.skipChildren();
    }
    throw new IOException("the answer to _search ends early (expected: " + name + ")");
  }

  /** Adds the hit's event; returns its sort keys. */
  private static JsonNode hit(JsonParser json, List<Event> events) throws IOException {
    String id = "";
    Source source = new Source(json);
    EventBuilder builder = null;
    JsonNode sort = MissingNode.getInstance();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "_id" -> id = json.nextTextValue();
        case "_source" -> builder = EventJson.read(source);
        case "sort" -> {
          json.nextToken();
          sort = json.readValueAsTree();
        }
        default -> {
          json.nextToken();
          json.skipChildren();
        }
      }
    }
    if (builder == null || id == null || id.isEmpty()) {
      throw new IllegalStateException("a hit without its document");
    }
    events.add(EventHits.event(id, builder, source.journal));
    return sort;
  }

  /**
   * The document as the event's own: where it stands in the journal is taken out of it, and values
   * too long to be indexed are vendor fields again.
   */
  private static final class Source extends JsonParserDelegate {
    private JsonNode journal = MissingNode.getInstance();
    private int depth;

    Source(JsonParser json) {
      super(json);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      while (depth == 1
          && token == JsonToken.FIELD_NAME
          && super.currentName().equals(Mappings.JOURNAL)) {
        super.nextToken();
        journal = delegate.readValueAsTree();
        token = super.nextToken();
      }
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        depth++;
      } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
        depth--;
      }
      return token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
      if (currentToken() == JsonToken.START_OBJECT || currentToken() == JsonToken.START_ARRAY) {
        super.skipChildren();
        depth--;
      }
      return this;
    }

    @Override
    public String currentName() throws IOException {
      String name = super.currentName();
      return depth == 1 && Mappings.VENDOR_LONG.equals(name) ? "vendor" : name;
    }
  }
}
