package songlam.collectors.parse.windows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event's XML as JSON: attributes under {@code #attributes}, the text beside them as {@code
 * #text}, a {@code Data} with a name under that name, elements of one name as a list of texts.
 */
final class ElementJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ElementJson() {}

  /** The JSON of {@code {"Event": …}}. */
  static byte[] write(Element event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeFieldName(event.name());
      element(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void element(Element element, JsonGenerator json) throws IOException {
    if (element.children().isEmpty() && element.attributes().isEmpty()) {
      texts(element.texts(), json);
      return;
    }
    json.writeStartObject();
    if (!element.attributes().isEmpty()) {
      json.writeObjectFieldStart("#attributes");
      for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }
    children(element, json);
    if (element.children().isEmpty() && !String.join("", element.texts()).isBlank()) {
      json.writeFieldName("#text");
      texts(element.texts(), json);
    }
    json.writeEndObject();
  }

  private static void children(Element element, JsonGenerator json) throws IOException {
    Map<String, List<Element>> byName = new LinkedHashMap<>();
    for (Element child : element.children()) {
      byName.computeIfAbsent(keyOf(child), _ -> new ArrayList<>()).add(child);
    }
    for (Map.Entry<String, List<Element>> entry : byName.entrySet()) {
      json.writeFieldName(entry.getKey());
      List<Element> same = entry.getValue();
      boolean areTexts = same.stream().allMatch(child -> isData(child) || isPlain(child));
      if (areTexts) {
        texts(same.stream().flatMap(child -> child.texts().stream()).toList(), json);
      } else if (same.size() == 1) {
        element(same.getFirst(), json);
      } else {
        numbered(same, json);
      }
    }
  }

  /** Several with parts of their own: told apart by a number. */
  private static void numbered(List<Element> same, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < same.size(); i++) {
      json.writeFieldName(Integer.toString(i + 1));
      element(same.get(i), json);
    }
    json.writeEndObject();
  }

  private static String keyOf(Element element) {
    return isData(element) ? element.attributes().getOrDefault("Name", "Data") : element.name();
  }

  private static boolean isData(Element element) {
    return element.name().equals("Data")
        && element.children().isEmpty()
        && !element.attributes().getOrDefault("Name", "").isEmpty();
  }

  private static boolean isPlain(Element element) {
    return element.children().isEmpty() && element.attributes().isEmpty();
  }

  private static void texts(List<String> texts, JsonGenerator json) throws IOException {
    if (texts.size() == 1) {
      json.writeString(texts.getFirst());
      return;
    }
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
