package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.pipeline.StoreWriter.Document;

/**
 * Writes documents as lines of a {@code _bulk} request, straight to bytes. Each ends with our own
 * place of the event, under {@code journal}: what sorts and identifies it.
 */
final class BulkEncoder {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().rootValueSeparator("").build();

  /** Of a document with its action. */
  static final int TYPICAL_BYTES = 1_500;

  private final LongAdder longValues;

  /**
   * @param longValues counts values that are kept but too long to be searched
   */
  BulkEncoder(LongAdder longValues) {
    this.longValues = longValues;
  }

  /** Writes them behind what is there. */
  void encode(List<Document> documents, GrowingBytes out) {
    EventIndices.Following indices = new EventIndices.Following();
    StringBuilder journal = new StringBuilder(160);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      for (Document document : documents) {
        Event event = document.event();
        action(event, indices.of(event, document.suffix()), json);
        source(event, json, out);
        journal.setLength(0);
        journal(event.id(), event.origin(), journal);
        out.writeText(journal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void action(Event event, String index, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("create");
    json.writeStringField("_index", index);
    json.writeStringField("_id", event.documentId());
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void source(Event event, JsonGenerator json, GrowingBytes out) throws IOException {
    json.flush();
    int start = out.size();
    EventJson.write(event, json);
    json.flush();
    if (out.size() - start > Mappings.LONGEST_KEYWORD) {
      splitLongValues(start, out);
    }
    // Inside the object, before its closing brace.
    out.shrinkTo(out.size() - 1);
  }

  private static void journal(EventId id, String origin, StringBuilder journal) {
    journal.append(",\"journal\":{\"offset\":").append(id.offset());
    journal.append(",\"index\":").append(id.index()).append(",\"writer\":\"");
    journal.append(id.node()).append('-').append(id.partition()).append('"');
    if (!origin.isEmpty()) {
      journal.append(",\"origin\":\"");
      JsonStringEncoder.getInstance().quoteAsString(origin, journal);
      journal.append('"');
    }
    journal.append("}}\n");
  }

  /** Vendor values longer than a term may be go where nothing is indexed. Rare, so not fast. */
  private void splitLongValues(int start, GrowingBytes out) throws IOException {
    ObjectNode document = (ObjectNode) StoreClient.JSON.readTree(out.copyOf(start, out.size()));
    count(document);
    if (document.get("vendor") instanceof ObjectNode vendor) {
      ObjectNode kept = StoreClient.object();
      for (Map.Entry<String, JsonNode> field : new ArrayList<>(vendor.properties())) {
        if (isLong(field.getValue())) {
          kept.set(field.getKey(), field.getValue());
          vendor.put(field.getKey(), Mappings.TOO_LONG);
        }
      }
      if (!kept.isEmpty()) {
        document.set(Mappings.VENDOR_LONG, kept);
      }
    }
    out.shrinkTo(start);
    out.write(StoreClient.JSON.writeValueAsBytes(document));
  }

  private void count(ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue() instanceof ObjectNode inner) {
        count(inner);
      } else if (isLong(field.getValue())
          && !field.getKey().equals("message")
          && !field.getKey().equals("original")) {
        longValues.increment();
      }
    }
  }

  private static boolean isLong(JsonNode value) {
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (isLong(item)) {
          return true;
        }
      }
    }
    return value.isTextual() && value.textValue().length() > Mappings.LONGEST_KEYWORD - 255;
  }
}
