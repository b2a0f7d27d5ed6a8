package songlam.peers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import songlam.core.detect.match.AddressBlock;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/** Our conditions in the query language of OpenSearch. */
final class QueryText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_STATES = 1_000_000;

  private final Fields fields;
  private final Set<String> cased = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();

  QueryText(Fields fields) {
    this.fields = fields;
  }

  /** Fields some query asks of with their letter case; {@code _c} behind their name. */
  Set<String> cased() {
    return cased;
  }

  /** Fields some query compares as numbers; {@code _n} behind their name. */
  Set<String> numbers() {
    return numbers;
  }

  /** Fields some query asks a network of; {@code _i} behind their name. */
  Set<String> addresses() {
    return addresses;
  }

  ObjectNode of(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> together(parts);
      case Expression.Any(var parts) -> any(parts);
      case Expression.Not(var part) -> together(List.of(new Expression.Not(part)));
      case Expression.Named(_, var part) -> of(part);
      case Expression.Present(var column) -> leaf("term", "present", fields.name(column));
      case Expression.Is(var column, var test) -> test(fields.name(column), test);
      case Expression.Alike _ -> throw new Engine.UntranslatableException("fieldref");
    };
  }

  private ObjectNode any(List<Expression> parts) {
    if (parts.isEmpty()) {
      ObjectNode none = JSON.objectNode();
      none.putObject("match_none");
      return none;
    }
    ObjectNode query = JSON.objectNode();
    ObjectNode any = query.putObject("bool").put("minimum_should_match", 1);
    ArrayNode should = any.putArray("should");
    parts.forEach(part -> should.add(of(part)));
    return query;
  }

  private ObjectNode together(List<Expression> parts) {
    ObjectNode query = JSON.objectNode();
    ObjectNode all = query.putObject("bool");
    ArrayNode filter = all.putArray("filter");
    ArrayNode not = all.putArray("must_not");
    for (Expression part : parts) {
      if (part instanceof Expression.Not(var inner)) {
        not.add(of(inner));
      } else {
        filter.add(of(part));
      }
    }
    if (filter.isEmpty()) {
      filter.addObject().putObject("match_all");
    }
    return query;
  }

  private ObjectNode test(String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, var isCased) ->
          literal(casedOrNot(name, isCased), place, text);
      case ValueTest.Wildcards(var glob, var isCased) ->
          regexp(casedOrNot(name, isCased), glob.regex(QueryText::quoted));
      case ValueTest.Compared(var comparison, var limit) -> number(name, comparison, limit);
      case ValueTest.Within(var block) -> within(name, block);
      case ValueTest.Regex _ -> throw new Engine.UntranslatableException("re");
      case ValueTest.DatePart _ -> throw new Engine.UntranslatableException("part of a date");
    };
  }

  private String casedOrNot(String name, boolean isCased) {
    if (isCased) {
      cased.add(name);
    }
    return isCased ? name + "_c" : name;
  }

  private static ObjectNode literal(String field, Place place, String text) {
    return switch (place) {
      case WHOLE -> leaf("term", field, text);
      case START -> leaf("prefix", field, text);
      case END -> leaf("wildcard", field, "*" + escaped(text));
      case ANYWHERE -> leaf("wildcard", field, "*" + escaped(text) + "*");
    };
  }

  private static ObjectNode leaf(String kind, String field, String text) {
    ObjectNode query = JSON.objectNode();
    query.putObject(kind).putObject(field).put("value", text);
    return query;
  }

  private static ObjectNode regexp(String field, String regex) {
    ObjectNode query = JSON.objectNode();
    query
        .putObject("regexp")
        .putObject(field)
        .put("value", regex)
        .put("flags", "NONE")
        .put("max_determinized_states", MOST_STATES);
    return query;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : "\\" + Character.toString(c))
        .reduce("", String::concat);
  }

  private ObjectNode number(String name, Comparison comparison, double limit) {
    numbers.add(name);
    ObjectNode query = JSON.objectNode();
    ObjectNode range = query.putObject("range").putObject(name + "_n");
    switch (comparison) {
      case LESS -> range.put("lt", limit);
      case AT_MOST -> range.put("lte", limit);
      case EQUAL -> range.put("gte", limit).put("lte", limit);
      case AT_LEAST -> range.put("gte", limit);
      case MORE -> range.put("gt", limit);
    }
    return query;
  }

  private ObjectNode within(String name, AddressBlock block) {
    addresses.add(name);
    try {
      InetAddress base =
          InetAddress.getByAddress(
              ByteBuffer.allocate(16).putLong(block.high()).putLong(block.low()).array());
      int length = base.getAddress().length == 4 ? block.length() - 96 : block.length();
      return leaf("term", name + "_i", base.getHostAddress() + "/" + length);
    } catch (UnknownHostException e) {
      throw new Engine.UntranslatableException("cidr");
    }
  }
}
