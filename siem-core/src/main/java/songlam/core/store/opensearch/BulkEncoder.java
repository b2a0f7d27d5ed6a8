package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final int TYPICAL_BYTES = 1_500;

  private final GrowingBytes out;
  private final LongAdder longValues;

  /**
   * @param longValues counts values that are kept but too long to be searched
   */
  BulkEncoder(int documents, LongAdder longValues) {
    this.out = new GrowingBytes(Math.max(4_096, documents * TYPICAL_BYTES));
    this.longValues = longValues;
  }

  GrowingBytes encode(List<Document> documents) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      for (Document document : documents) {
        action(document, json);
        source(document.event(), json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  private void action(Document document, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("create");
    json.writeStringField("_index", EventIndices.of(document.event(), document.suffix()));
    json.writeStringField("_id", document.event().documentId());
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void source(Event event, JsonGenerator json) throws IOException {
    json.flush();
    int start = out.size();
    EventJson.write(event, json);
    json.flush();
    if (out.size() - start > Mappings.LONGEST_KEYWORD) {
      splitLongValues(start);
    }
    // Inside the object, before its closing brace.
    out.shrinkTo(out.size() - 1);
    EventId id = event.id();
    StringBuilder journal = new StringBuilder(80);
    journal.append(",\"journal\":{\"offset\":").append(id.offset());
    journal.append(",\"index\":").append(id.index()).append(",\"writer\":\"");
    journal.append(id.node()).append('-').append(id.partition()).append('"');
    if (!event.origin().isEmpty()) {
      journal.append(",\"origin\":\"");
      JsonStringEncoder.getInstance().quoteAsString(event.origin(), journal);
      journal.append('"');
    }
    out.write(journal.append("}}\n").toString().getBytes(UTF_8));
  }

  /** Vendor values longer than a term may be go where nothing is indexed. Rare, so not fast. */
  private void splitLongValues(int start) throws IOException {
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
