package songlam.core.store.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.FieldValue;

/** Where a page ended: the sort keys of its last item, as text that pages carry around. */
final class PageCursor {
  private PageCursor() {}

  static String write(List<FieldValue> keys) {
    ArrayNode array = StoreClient.JSON.createArrayNode();
    for (FieldValue key : keys) {
      var _ =
          switch (key._kind()) {
            case Long -> array.add(key.longValue());
            case Double -> array.add(key.doubleValue());
            case Boolean -> array.add(key.booleanValue());
            case String -> array.add(key.stringValue());
            case Null -> array.addNull();
          };
    }
    try {
      byte[] bytes = StoreClient.JSON.writeValueAsBytes(array);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The keys behind a cursor, empty for null.
   *
   * @param size how many there must be
   * @throws IllegalArgumentException when the text is no cursor of such a list
   */
  static List<FieldValue> read(@Nullable String cursor, int size) {
    List<FieldValue> keys = new ArrayList<>();
    if (cursor == null) {
      return keys;
    }
    try {
      JsonNode array = StoreClient.JSON.readTree(Base64.getUrlDecoder().decode(cursor));
      for (JsonNode key : array == null ? StoreClient.JSON.createArrayNode() : array) {
        keys.add(
            key.isIntegralNumber() ? FieldValue.of(key.longValue()) : FieldValue.of(key.asText()));
      }
    } catch (IllegalArgumentException | IOException e) {
      throw foreign(cursor);
    }
    if (keys.size() != size) {
      throw foreign(cursor);
    }
    return keys;
  }

  private static IllegalArgumentException foreign(String cursor) {
    return new IllegalArgumentException("cursor: " + cursor + " (expected: one this list gave)");
  }
}
