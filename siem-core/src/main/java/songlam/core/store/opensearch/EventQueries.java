package songlam.core.store.opensearch;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch._types.query_dsl.RangeQuery;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.query.EventMatcher;
import songlam.core.query.QueryParser;
import songlam.core.query.Values;
import songlam.core.store.EventScan;
import songlam.core.store.EventSearch;

/**
 * Turns our own query tree into the store's, node by node, with the meaning {@link EventMatcher}
 * gives it. Text of users ends up in values only; the store's query parser never sees it.
 */
final class EventQueries {
  private static final String TIMESTAMP = "@timestamp";
  private static final String MILLIS = "epoch_millis";

  /** What an expression of 1,000 characters may grow to. */
  private static final int MOST_STATES = 200_000;

  private EventQueries() {}

  /**
   * The query within the search's span of time.
   *
   * @throws IllegalArgumentException when the store cannot answer it; the message says why
   */
  static Query of(EventSearch search) {
    Query asked = of(search.query());
    Query span = span(search.from(), search.to());
    return Query.of(q -> q.bool(b -> b.filter(List.of(span, asked))));
  }

  /** The query within the scan's span of time. */
  static Query of(EventScan scan) {
    Query asked = of(scan.query());
    Query span = span(scan.from(), scan.to());
    return Query.of(q -> q.bool(b -> b.filter(List.of(span, asked))));
  }

  private static Query span(long from, long to) {
    if (from == Long.MIN_VALUE && to == Long.MAX_VALUE) {
      return Query.of(q -> q.matchAll(m -> m));
    }
    RangeQuery.Builder range = new RangeQuery.Builder().field(TIMESTAMP).format(MILLIS);
    if (from != Long.MIN_VALUE) {
      range.gte(JsonData.of(from));
    }
    if (to != Long.MAX_VALUE) {
      range.lt(JsonData.of(to));
    }
    return range.build().toQuery();
  }

  static Query of(songlam.core.query.Query query) {
    return switch (query) {
      case songlam.core.query.Query.Everything _ -> Query.of(q -> q.matchAll(m -> m));
      case songlam.core.query.Query.And(var parts) -> {
        List<Query> all = parts.stream().map(EventQueries::of).toList();
        yield Query.of(q -> q.bool(b -> b.filter(all)));
      }
      case songlam.core.query.Query.Or(var parts) ->
          any(parts.stream().map(EventQueries::of).toList());
      case songlam.core.query.Query.Not(var part) -> {
        Query not = of(part);
        yield Query.of(q -> q.bool(b -> b.mustNot(not)));
      }
      case songlam.core.query.Query.Exists(var field) -> {
        String name = searchable(field);
        yield Query.of(q -> q.exists(e -> e.field(name)));
      }
      case songlam.core.query.Query.Is(var field, var value) -> is(field, value);
      case songlam.core.query.Query.Like(var field, var pattern) -> like(field, pattern);
      case songlam.core.query.Query.Fits(var field, var regex) -> fits(field, regex);
      case songlam.core.query.Query.Between between -> between(between);
      case songlam.core.query.Query.InNetwork(var field, var network) ->
          term(searchable(field), FieldValue.of(network));
      case songlam.core.query.Query.Word(var pattern) -> word(pattern);
    };
  }

  private static Query any(List<Query> parts) {
    if (parts.isEmpty()) {
      return nothing();
    }
    return Query.of(q -> q.bool(b -> b.should(parts).minimumShouldMatch("1")));
  }

  private static Query term(String field, FieldValue value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }

  private static Query nothing() {
    return Query.of(q -> q.matchNone(m -> m));
  }

  private static Query is(String field, String value) {
    String name = searchable(field);
    EcsType type = type(field);
    if (Values.of(type, value) == null) {
      return nothing();
    }
    return switch (type) {
      case TEXT -> Query.of(q -> q.matchPhrase(m -> m.field(name).query(value)));
      case DATE -> range(name, type, value, true, value, true);
      case LONG -> term(name, FieldValue.of(Long.parseLong(value)));
      case DOUBLE -> term(name, FieldValue.of(Double.parseDouble(value)));
      case BOOLEAN -> term(name, FieldValue.of(value.equals("true")));
      case KEYWORD, IP, GEO_POINT -> term(name, FieldValue.of(value));
    };
  }

  private static Query like(String field, String pattern) {
    String name = searchable(field);
    EcsType type = type(field);
    if (!Values.hasPatterns(type)) {
      throw new IllegalArgumentException(
          field + ": " + pattern + " (expected: no wildcards, it is no text)");
    }
    String value = type == EcsType.TEXT ? pattern.toLowerCase(Locale.ROOT) : pattern;
    return Query.of(q -> q.wildcard(w -> w.field(name).value(value)));
  }

  /** Values too long to be indexed are known by their field alone, and fit. */
  private static Query fits(String field, String regex) {
    String name = searchable(field);
    Query looked =
        regex.equals(songlam.core.query.Query.Fits.ANY)
            ? Query.of(q -> q.exists(e -> e.field(name)))
            : Query.of(
                q ->
                    q.regexp(
                        r ->
                            r.field(name)
                                .value(regex)
                                .flags("NONE")
                                .maxDeterminizedStates(MOST_STATES)));
    return switch (type(field)) {
      case KEYWORD ->
          EcsField.named(field) == null
              ? any(List.of(looked, term(name, FieldValue.of(Mappings.TOO_LONG))))
              : any(List.of(looked, term("_ignored", FieldValue.of(field))));
      case TEXT, IP, LONG, DOUBLE, BOOLEAN, DATE, GEO_POINT -> looked;
    };
  }

  private static Query between(songlam.core.query.Query.Between between) {
    String name = searchable(between.field());
    EcsType type = type(between.field());
    if (type == EcsType.TEXT || type == EcsType.GEO_POINT) {
      throw new IllegalArgumentException(
          between.field() + ": a range (expected: a word, it is prose or a place)");
    }
    return range(
        name, type, between.low(), between.lowIncluded(), between.high(), between.highIncluded());
  }

  private static Query range(
      String name,
      EcsType type,
      @Nullable String low,
      boolean lowIncluded,
      @Nullable String high,
      boolean highIncluded) {
    if (low == null && high == null) {
      return Query.of(q -> q.exists(e -> e.field(name)));
    }
    RangeQuery.Builder range = new RangeQuery.Builder().field(name);
    if (type == EcsType.DATE) {
      range.format(MILLIS);
    }
    if (low != null) {
      JsonData end = end(type, low);
      var _ = lowIncluded ? range.gte(end) : range.gt(end);
    }
    if (high != null) {
      JsonData end = end(type, high);
      var _ = highIncluded ? range.lte(end) : range.lt(end);
    }
    return range.build().toQuery();
  }

  private static JsonData end(EcsType type, String text) {
    Comparable<?> value = Values.of(type, text);
    if (value == null) {
      throw new IllegalArgumentException(text + " (expected: " + type + ")");
    }
    return type == EcsType.IP ? JsonData.of(text) : JsonData.of(value);
  }

  private static Query word(String pattern) {
    String plain = QueryParser.literal(pattern);
    String message = EcsField.MESSAGE.fieldName();
    List<Query> places =
        new java.util.ArrayList<>(
            List.of(plain == null ? like(message, pattern) : is(message, plain)));
    for (EcsField field : EventMatcher.KEY_FIELDS) {
      if (plain != null) {
        places.add(is(field.fieldName(), plain));
      } else if (Values.hasPatterns(field.type())) {
        places.add(like(field.fieldName(), pattern));
      }
    }
    return any(places);
  }

  private static EcsType type(String field) {
    return Objects.requireNonNullElse(Values.type(field), EcsType.KEYWORD);
  }

  /** The field's name in the store. */
  private static String searchable(String field) {
    if (field.equals(TIMESTAMP)) {
      return field;
    }
    EcsField known = EcsField.named(field);
    if (known == null) {
      return "vendor." + field;
    }
    if (!Mappings.isSearchable(known)) {
      throw new IllegalArgumentException(
          field + ": kept, not searchable (expected: its words in message)");
    }
    return field;
  }
}
