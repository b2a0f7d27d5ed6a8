package songlam.core.store.opensearch;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;

/**
 * Alerts, incidents and what people did about them as text, whole and back again. The records name
 * their own fields; an event inside goes as its document with its identity beside it.
 */
final class StateJson {
  private static final ObjectMapper JSON = mapper();

  private StateJson() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .registerModule(
                new SimpleModule("events")
                    .addSerializer(new EventWriter())
                    .addDeserializer(Event.class, new EventReader()));
    // What an earlier version stored lacks the lists that later ones brought.
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    return mapper;
  }

  static String write(Object state) {
    try {
      return JSON.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("store: " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static final class EventWriter extends StdSerializer<Event> {
    private static final long serialVersionUID = 1L;

    EventWriter() {
      super(Event.class);
    }

    @Override
    public void serialize(Event event, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      json.writeStringField("id", event.id().toString());
      json.writeStringField("documentId", event.documentId());
      json.writeStringField("origin", event.origin());
      json.writeFieldName("document");
      EventJson.write(event, json);
      json.writeEndObject();
    }
  }

  private static final class EventReader extends StdDeserializer<Event> {
    private static final long serialVersionUID = 1L;

    EventReader() {
      super(Event.class);
    }

    @Override
    public Event deserialize(JsonParser json, DeserializationContext context) throws IOException {
      ObjectNode node = context.readTree(json) instanceof ObjectNode o ? o : StoreClient.object();
      EventId id = EventId.parse(node.path("id").asText());
      String documentId = node.path("documentId").asText();
      var builder =
          EventJson.read(node.path("document").traverse()).origin(node.path("origin").asText(""));
      if (!documentId.equals(id.toString())) {
        builder.documentId(documentId);
      }
      return builder.build(id);
    }
  }
}
