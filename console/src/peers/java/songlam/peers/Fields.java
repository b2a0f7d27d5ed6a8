package songlam.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Meaning;
import songlam.core.event.Event;

/**
 * The fields that a peer's documents have. Columns that have the same values on every event of the
 * sample are one field, so that a peer need not carry what our mapping looks up in several places.
 * Which kinds of log an event is, is worked out for the peers beforehand too.
 */
final class Fields {
  private final Map<Column, String> names = new HashMap<>();
  private final List<Map<String, List<String>>> documents = new ArrayList<>();
  private final Map<String, Boolean> multiple = new HashMap<>();
  private final Map<Expression, Integer> routes = new LinkedHashMap<>();
  private final List<List<Integer>> routesOf = new ArrayList<>();

  Fields(List<IndexedDetector.Rule> rules, List<Column> columns, List<Event> events) {
    rules.forEach(rule -> routes.putIfAbsent(rule.route(), routes.size()));
    for (Event event : events) {
      List<Integer> fitting = new ArrayList<>();
      routes.forEach((route, number) -> {
        if (Meaning.holds(route, event)) {
          fitting.add(number);
        }
      });
      routesOf.add(fitting);
    }
    events.forEach(_ -> documents.add(new HashMap<>()));
    Map<List<List<String>>, String> known = new HashMap<>();
    for (Column column : columns) {
      List<List<String>> values = new ArrayList<>();
      events.forEach(event -> values.add(texts(column.read(event))));
      String name = known.get(values);
      if (name == null) {
        name = "c" + known.size();
        known.put(values, name);
        multiple.put(name, values.stream().anyMatch(list -> list.size() > 1));
        for (int i = 0; i < values.size(); i++) {
          if (!values.get(i).isEmpty()) {
            documents.get(i).put(name, values.get(i));
          }
        }
      }
      names.put(column, name);
    }
  }

  /** How many routes there are, numbered from 0. */
  int routes() {
    return routes.size();
  }

  int route(IndexedDetector.Rule rule) {
    return routes.get(rule.route());
  }

  /** The routes that each event of the sample fits, worked out beforehand for the peers. */
  List<List<Integer>> routesOfEach() {
    return routesOf;
  }

  String name(Column column) {
    return names.get(column);
  }

  boolean isMultiple(String name) {
    return multiple.getOrDefault(name, false);
  }

  Iterable<String> all() {
    return multiple.keySet();
  }

  /** The events as documents, in their order: values by field; absent fields are not there. */
  List<Map<String, List<String>>> documents() {
    return documents;
  }

  private static List<String> texts(Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(Object::toString).toList();
      default -> List.of(value.toString());
    };
  }
}
