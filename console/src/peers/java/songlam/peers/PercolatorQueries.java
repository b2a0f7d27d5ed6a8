package songlam.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;
import songlam.core.event.AddressBlock;
import songlam.core.event.IpAddress;

/**
 * Rules in OpenSearch's query language, and events as documents for them. A column is up to four
 * fields, as with Lucene's monitor: folded text, text as it is, number, address; only those that
 * some rule asks for. Which columns an event has at all stands in a field of its own.
 */
final class PercolatorQueries {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_TERM = 8_000;
  private static final String ROUTE = "route";
  private static final String PRESENT = "present";

  private final Fields fields;
  private final Map<String, Set<String>> kinds =
      Map.of("_t", new HashSet<>(), "_c", new HashSet<>(), "_n", new HashSet<>(), "_i", new HashSet<>());

  PercolatorQueries(Fields fields) {
    this.fields = fields;
  }

  /**
   * The mapping of all fields that the rules translated so far ask for. Texts are of type {@code
   * keyword}: with {@code wildcard}, made for searches like these, percolating was slower by far.
   */
  String mapping() {
    ObjectNode index = JSON.createObjectNode();
    ObjectNode settings = index.putObject("settings");
    settings.put("number_of_shards", 1).put("number_of_replicas", 0);
    settings.put("mapping.total_fields.limit", 100_000).put("max_result_window", 100_000);
    ObjectNode mappings = index.putObject("mappings").put("dynamic", false);
    ObjectNode properties = mappings.putObject("properties");
    properties.putObject("query").put("type", "percolator");
    properties.putObject(ROUTE).put("type", "keyword").put("doc_values", false);
    properties.putObject(PRESENT).put("type", "keyword").put("doc_values", false);
    kinds.forEach(
        (kind, names) -> {
          String type = kind.equals("_n") ? "double" : kind.equals("_i") ? "ip" : "keyword";
          names.forEach(
              name -> properties.putObject(name + kind).put("type", type).put("doc_values", false));
        });
    return index.toString();
  }

  /**
   * A rule with its route.
   *
   * @throws Engine.UntranslatableException when there are no words for it
   */
  ObjectNode query(int route, Expression condition) {
    ObjectNode query = JSON.createObjectNode();
    ArrayNode all = query.putObject("bool").putArray("filter");
    all.addObject().putObject("term").put(ROUTE, "r" + route);
    all.add(translated(condition));
    return query;
  }

  /** An event as the rules' fields want it. */
  ObjectNode document(Map<String, List<String>> values, List<Integer> routes) {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode fitting = document.putArray(ROUTE);
    routes.forEach(route -> fitting.add("r" + route));
    ArrayNode present = document.putArray(PRESENT);
    values.forEach(
        (name, texts) -> {
          present.add(name);
          for (String text : texts) {
            add(document, name, text);
          }
        });
    return document;
  }

  private void add(ObjectNode document, String name, String text) {
    String kept = text.length() > LONGEST_TERM ? text.substring(0, LONGEST_TERM) : text;
    if (isAsked(name, "_t")) {
      document.withArray("/" + name + "_t").add(Fold.fold(kept));
    }
    if (isAsked(name, "_c")) {
      document.withArray("/" + name + "_c").add(kept);
    }
    double number = isAsked(name, "_n") ? Numbers.of(text) : Double.NaN;
    if (Double.isFinite(number)) {
      document.withArray("/" + name + "_n").add(number);
    }
    if (isAsked(name, "_i") && IpAddress.isOne(text)) {
      document.withArray("/" + name + "_i").add(text);
    }
  }

  private boolean isAsked(String name, String kind) {
    return kinds.get(kind).contains(name);
  }

  private String asked(String name, String kind) {
    kinds.get(kind).add(name);
    return name + kind;
  }

  private ObjectNode translated(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> all(parts);
      case Expression.Any(var parts) -> any(parts);
      case Expression.Not _ -> all(List.of(expression));
      case Expression.Named(_, var part) -> translated(part);
      case Expression.Present(var column) -> leaf("term", PRESENT, fields.name(column));
      case Expression.Is(var column, var test) -> test(fields.name(column), test);
      case Expression.Alike _ -> throw new Engine.UntranslatableException("fieldref");
    };
  }

  private ObjectNode all(List<Expression> parts) {
    ObjectNode query = JSON.createObjectNode();
    if (parts.isEmpty()) {
      query.putObject("match_all");
      return query;
    }
    ObjectNode bool = query.putObject("bool");
    for (Expression part : parts) {
      if (part instanceof Expression.Not(var inner)) {
        bool.withArray("/must_not").add(translated(inner));
      } else {
        bool.withArray("/filter").add(translated(part));
      }
    }
    return query;
  }

  /** Whole texts of one field become one {@code terms}. */
  private ObjectNode any(List<Expression> parts) {
    ObjectNode query = JSON.createObjectNode();
    if (parts.isEmpty()) {
      query.putObject("match_none");
      return query;
    }
    ObjectNode terms = JSON.createObjectNode();
    ArrayNode should = JSON.createArrayNode();
    for (Expression part : parts) {
      if (part instanceof Expression.Is(var column, ValueTest.Literal(var place, var text, var cased))
          && place == Place.WHOLE) {
        terms.withArray("/" + asked(fields.name(column), cased ? "_c" : "_t")).add(text);
      } else {
        should.add(translated(part));
      }
    }
    terms.properties().forEach(
        entry -> should.addObject().putObject("terms").set(entry.getKey(), entry.getValue()));
    if (should.size() == 1) {
      return (ObjectNode) should.get(0);
    }
    query.putObject("bool").put("minimum_should_match", 1).set("should", should);
    return query;
  }

  private ObjectNode test(String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, var cased) ->
          literal(asked(name, cased ? "_c" : "_t"), place, text);
      case ValueTest.Wildcards(var glob, var cased) ->
          leaf(
              "wildcard",
              asked(name, cased ? "_c" : "_t"),
              glob.regex(PercolatorQueries::quoted, "?").replace(".*", "*"));
      case ValueTest.Compared(var comparison, var limit) ->
          number(asked(name, "_n"), comparison, limit);
      case ValueTest.Within(var block) -> leaf("term", asked(name, "_i"), block(block));
      case ValueTest.Regex _ -> throw new Engine.UntranslatableException("re");
      case ValueTest.DatePart _ -> throw new Engine.UntranslatableException("part of a date");
    };
  }

  private static String block(AddressBlock block) {
    try {
      InetAddress base =
          InetAddress.getByAddress(
              ByteBuffer.allocate(16).putLong(block.high()).putLong(block.low()).array());
      int length = base.getAddress().length == 4 ? block.length() - 96 : block.length();
      return base.getHostAddress() + "/" + length;
    } catch (UnknownHostException e) {
      throw new Engine.UntranslatableException("cidr");
    }
  }

  private static ObjectNode literal(String field, Place place, String text) {
    return switch (place) {
      case WHOLE -> leaf("term", field, text);
      case START -> leaf("prefix", field, text);
      case END -> leaf("wildcard", field, "*" + quoted(text));
      case ANYWHERE -> leaf("wildcard", field, "*" + quoted(text) + "*");
    };
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private static ObjectNode number(String field, Comparison comparison, double limit) {
    ObjectNode query = JSON.createObjectNode();
    ObjectNode range = query.putObject("range").putObject(field);
    switch (comparison) {
      case LESS -> range.put("lt", limit);
      case AT_MOST -> range.put("lte", limit);
      case EQUAL -> range.put("gte", limit).put("lte", limit);
      case AT_LEAST -> range.put("gte", limit);
      case MORE -> range.put("gt", limit);
    }
    return query;
  }

  private static ObjectNode leaf(String kind, String field, String value) {
    ObjectNode query = JSON.createObjectNode();
    query.putObject(kind).putObject(field).put("value", value);
    return query;
  }
}
