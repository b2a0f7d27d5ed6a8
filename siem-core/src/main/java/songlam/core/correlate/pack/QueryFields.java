package songlam.core.correlate.pack;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.config.Lookalikes;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/** The fields a query asks for that no event is known to have. */
final class QueryFields {
  private static final List<String> NAMES =
      Arrays.stream(EcsField.values()).map(EcsField::fieldName).toList();

  private QueryFields() {}

  /** What is expected instead, by the name that is written. */
  static Map<String, String> unknown(Query query) {
    Map<String, String> unknown = new LinkedHashMap<>();
    collect(query, unknown);
    return unknown;
  }

  private static void collect(Query query, Map<String, String> unknown) {
    switch (query) {
      case Query.And(var parts) -> parts.forEach(part -> collect(part, unknown));
      case Query.Or(var parts) -> parts.forEach(part -> collect(part, unknown));
      case Query.Not(var part) -> collect(part, unknown);
      case Query.Exists(var field) -> look(field, unknown);
      case Query.Is(var field, _) -> look(field, unknown);
      case Query.Like(var field, _) -> look(field, unknown);
      case Query.Fits(var field, _) -> look(field, unknown);
      case Query.InNetwork(var field, _) -> look(field, unknown);
      case Query.Between between -> look(between.field(), unknown);
      case Query.Everything _, Query.Word _ -> {}
    }
  }

  private static void look(String field, Map<String, String> unknown) {
    if (!SigmaMapping.isField(field)) {
      unknown.put(
          field + ": no field of the vocabulary and of no product known",
          Lookalikes.of(field, NAMES).map(name -> name + "?").orElse("one of them"));
    }
  }
}
