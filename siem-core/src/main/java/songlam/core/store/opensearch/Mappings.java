package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import songlam.core.event.EcsField;

/**
 * The mapping of events, made from the table of fields: one part per field set, all of them strict,
 * so that nothing grows a mapping but a new version of the table.
 */
final class Mappings {
  /**
   * Longest text a key field is found by: four bytes each stay below the longest term Lucene takes
   * (32,766). Longer values are kept in the document and counted by the writer.
   */
  static final int LONGEST_KEYWORD = 8_191;

  /** Vendor fields too long for {@code vendor} stand here: kept, not searchable. */
  static final String VENDOR_LONG = "vendor_long";

  /** Stands under {@code vendor} in the place of a value that is too long to be looked into. */
  static final String TOO_LONG = "\u2026";

  /** Where our own place of the event stands. */
  static final String JOURNAL = "journal";

  static final String ANALYZER = "songlam_words";

  /**
   * Separates words where {@link songlam.core.query.EventMatcher} does; the underscore does not.
   */
  private static final String SEPARATORS =
      "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~«»‘’“”„…–—·•¡¿¦§©®°±×÷€£¥™、。，．：；？！（）【】《》「」";

  private Mappings() {}

  /** Properties by field set; the fields without one stand under {@code base}. */
  static Map<String, ObjectNode> fieldSets() {
    Map<String, ObjectNode> sets = new LinkedHashMap<>();
    ObjectNode base = StoreClient.object();
    sets.put("base", base);
    base.set("@timestamp", date());
    base.putObject("vendor").put("type", "flat_object");
    base.putObject(VENDOR_LONG).put("type", "object").put("enabled", false);
    base.set(JOURNAL, journal());
    for (EcsField field : EcsField.values()) {
      String name = field.fieldName();
      int dot = name.indexOf('.');
      ObjectNode set =
          dot < 0 ? base : sets.computeIfAbsent(name.substring(0, dot), _ -> StoreClient.object());
      put(set, name.split("\\."), mapping(field));
    }
    return sets;
  }

  private static void put(ObjectNode properties, String[] path, ObjectNode mapping) {
    ObjectNode at = properties;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.withObjectProperty(path[i]).withObjectProperty("properties");
    }
    // A field may stand above others, as user_agent.os does: the leaf goes in beside them.
    at.withObjectProperty(path[path.length - 1]).setAll(mapping);
  }

  private static ObjectNode journal() {
    ObjectNode journal = StoreClient.object();
    ObjectNode properties = journal.putObject("properties");
    properties.putObject("offset").put("type", "long").put("index", false);
    properties.putObject("index").put("type", "integer").put("index", false);
    properties.putObject("writer").put("type", "keyword").put("index", false);
    properties
        .putObject("origin")
        .put("type", "keyword")
        .put("index", false)
        .put("doc_values", false);
    return journal;
  }

  private static ObjectNode mapping(EcsField field) {
    ObjectNode mapping = StoreClient.object();
    if (!isSearchable(field)) {
      return mapping.put("type", "keyword").put("index", false).put("doc_values", false);
    }
    return switch (field.type()) {
      case KEYWORD -> mapping.put("type", "keyword").put("ignore_above", LONGEST_KEYWORD);
      case TEXT -> mapping.put("type", "text").put("analyzer", ANALYZER).put("norms", false);
      case IP -> mapping.put("type", "ip");
      case LONG -> mapping.put("type", "long");
      case DOUBLE -> mapping.put("type", "double");
      case BOOLEAN -> mapping.put("type", "boolean");
      case DATE -> date();
      case GEO_POINT -> mapping.put("type", "geo_point");
    };
  }

  /** The raw record is kept to be shown; its words are found by {@code message}. */
  static boolean isSearchable(EcsField field) {
    return field != EcsField.EVENT_ORIGINAL;
  }

  /**
   * The first of the formats is the one our documents are written in (RFC 3339), and the store
   * reads it several times faster than the second, which others may use in a query.
   */
  private static ObjectNode date() {
    return StoreClient.object()
        .put("type", "date")
        .put("format", "rfc3339_lenient||strict_date_optional_time||epoch_millis");
  }

  /** How prose is cut into words. */
  static ObjectNode analysis() {
    ObjectNode analysis = StoreClient.object();
    ObjectNode tokenizer = analysis.putObject("tokenizer").putObject(ANALYZER);
    tokenizer.put("type", "char_group").put("max_token_length", 255);
    ArrayNode separators = tokenizer.putArray("tokenize_on_chars").add("whitespace");
    SEPARATORS.codePoints().forEach(c -> separators.add(separator(c)));
    for (int control = 0; control < ' '; control++) {
      separators.add("\\u%04x".formatted(control));
    }
    ObjectNode analyzer = analysis.putObject("analyzer").putObject(ANALYZER);
    analyzer.put("type", "custom").put("tokenizer", ANALYZER).putArray("filter").add("lowercase");
    return analysis;
  }

  private static String separator(int c) {
    return c == '\\' ? "\\\\" : Character.toString(c);
  }
}
