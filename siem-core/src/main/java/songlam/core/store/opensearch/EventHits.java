package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;

/** Makes events of documents. */
final class EventHits {
  private EventHits() {}

  /**
   * @param source the document; what is ours alone is taken out of it
   */
  static Event event(String documentId, ObjectNode source) {
    JsonNode journal = source.path(Mappings.JOURNAL);
    source.remove(Mappings.JOURNAL);
    if (source.remove(Mappings.VENDOR_LONG) instanceof ObjectNode kept) {
      source.withObjectProperty("vendor").setAll(kept);
    }
    try {
      return event(documentId, EventJson.read(source.traverse()), journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param event what the document says of it
   * @param journal its place there
   */
  static Event event(String documentId, EventBuilder event, JsonNode journal) {
    EventId id = id(journal);
    event.origin(journal.path("origin").asText(""));
    if (!documentId.equals(id.toString())) {
      event.documentId(documentId);
    }
    return event.build(id);
  }

  /** The event's place in the journal. */
  static EventId id(JsonNode journal) {
    String writer = journal.path("writer").asText();
    int hyphen = writer.lastIndexOf('-');
    if (hyphen < 0) {
      throw new IllegalStateException("journal.writer: " + writer + " (expected: node-partition)");
    }
    return new EventId(
        writer.substring(0, hyphen),
        Integer.parseInt(writer.substring(hyphen + 1)),
        journal.path("offset").asLong(),
        journal.path("index").asInt());
  }
}
