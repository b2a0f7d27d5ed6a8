package songlam.peers;

import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/** Esper: each rule a statement with nothing but a filter, on the event type of its route. */
final class EsperFilters implements Engine {
  private static final int BATCH = 50;

  private final Fields fields;
  private final Configuration configuration = new Configuration();
  private final EPRuntime runtime;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private Set<String> found = new HashSet<>();

  EsperFilters(Fields fields, String name) {
    this.fields = fields;
    List<Object> types = new ArrayList<>();
    for (String field : fields.all()) {
      boolean isMultiple = fields.isMultiple(field);
      declare(types, field, isMultiple ? String[].class : String.class);
      declare(types, field + "r", isMultiple ? String[].class : String.class);
      declare(types, field + "n", Double.class);
    }
    for (int route = 0; route < fields.routes(); route++) {
      configuration
          .getCommon()
          .addEventType(
              "R" + route, names.toArray(String[]::new), types.toArray(Object[]::new));
    }
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    this.runtime = EPRuntimeProvider.getRuntime(name, configuration);
  }

  private void declare(List<Object> types, String name, Class<?> type) {
    places.put(name, names.size());
    names.add(name);
    types.add(type);
  }

  @Override
  public Map<String, String> load(List<IndexedDetector.Rule> rules) {
    Map<String, String> refused = new HashMap<>();
    Map<String, String> statements = new HashMap<>();
    for (IndexedDetector.Rule rule : rules) {
      try {
        statements.put(
            rule.ref().id(),
            "@name('%s') select 1 as x from R%d(%s);\n"
                .formatted(
                    rule.ref().id(), fields.route(rule), text(rule.condition(), false)));
      } catch (UntranslatableException e) {
        refused.put(rule.ref().id(), e.getMessage());
      }
    }
    List<String> ids = new ArrayList<>(statements.keySet());
    for (int from = 0; from < ids.size(); from += BATCH) {
      deploy(ids.subList(from, Math.min(ids.size(), from + BATCH)), statements, refused);
    }
    return refused;
  }

  /** A batch that does not compile is halved until the statement is found that does not. */
  private void deploy(List<String> ids, Map<String, String> statements, Map<String, String> refused) {
    String module = ids.stream().map(statements::get).collect(Collectors.joining());
    try {
      var compiled =
          EPCompilerProvider.getCompiler().compile(module, new CompilerArguments(configuration));
      for (EPStatement statement : runtime.getDeploymentService().deploy(compiled).getStatements()) {
        statement.addListener((_, _, from, _) -> found.add(from.getName()));
      }
    } catch (EPCompileException | EPDeployException | RuntimeException e) {
      if (ids.size() == 1) {
        refused.put(ids.getFirst(), String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        return;
      }
      deploy(ids.subList(0, ids.size() / 2), statements, refused);
      deploy(ids.subList(ids.size() / 2, ids.size()), statements, refused);
    }
  }

  @Override
  public Set<String> match(Map<String, List<String>> document, List<Integer> routes) {
    Object[] event = new Object[names.size()];
    document.forEach(
        (name, texts) -> {
          List<String> folded = texts.stream().map(Fold::fold).toList();
          boolean isMultiple = fields.isMultiple(name);
          event[places.get(name)] = isMultiple ? folded.toArray(String[]::new) : folded.getFirst();
          event[places.get(name + "r")] =
              isMultiple ? texts.toArray(String[]::new) : texts.getFirst();
          double number = Numbers.of(texts.getFirst());
          event[places.get(name + "n")] = Double.isNaN(number) ? null : number;
        });
    found = new HashSet<>();
    for (int route : routes) {
      runtime.getEventService().sendEventObjectArray(event, "R" + route);
    }
    return found;
  }

  /**
   * @param negated whether unknown must become false, because a not is above
   */
  private String text(Expression expression, boolean negated) {
    return switch (expression) {
      case Expression.All(var parts) -> joined(parts, " and ", "true", negated);
      case Expression.Any(var parts) -> any(parts, negated);
      case Expression.Not(var part) -> "(not " + text(part, true) + ")";
      case Expression.Named(_, var part) -> text(part, negated);
      case Expression.Present(var column) -> "(" + fields.name(column) + " is not null)";
      case Expression.Is(var column, var test) -> test(fields.name(column), test, negated);
      case Expression.Alike _ -> throw new UntranslatableException("fieldref");
    };
  }

  private String joined(List<Expression> parts, String by, String none, boolean negated) {
    return parts.isEmpty()
        ? none
        : parts.stream().map(p -> text(p, negated)).collect(Collectors.joining(by, "(", ")"));
  }

  /** Equal texts of one field become one {@code in}, which Esper has an index for. */
  private String any(List<Expression> parts, boolean negated) {
    Set<String> names = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (Expression part : parts) {
      if (part instanceof Expression.Is(var column, ValueTest.Literal(var place, var text, var c))
          && place == Place.WHOLE
          && !c
          && !fields.isMultiple(fields.name(column))) {
        names.add(fields.name(column));
        texts.add(quoted(text));
      }
    }
    if (parts.size() > 1 && texts.size() == parts.size() && names.size() == 1) {
      String name = names.iterator().next();
      String in = name + " in (" + String.join(", ", texts) + ")";
      return negated ? "(" + name + " is not null and " + in + ")" : "(" + in + ")";
    }
    return joined(parts, " or ", "false", negated);
  }

  private String test(String name, ValueTest test, boolean negated) {
    String field =
        switch (test) {
          case ValueTest.Literal(_, _, var cased) -> cased ? name + "r" : name;
          case ValueTest.Wildcards(_, var cased) -> cased ? name + "r" : name;
          case ValueTest.Regex _ -> name + "r";
          case ValueTest.Compared _ -> name + "n";
          case ValueTest.Within _, ValueTest.DatePart _ ->
              throw new UntranslatableException("no such test in EPL");
        };
    if (fields.isMultiple(name)) {
      if (test instanceof ValueTest.Compared) {
        throw new UntranslatableException("a number among several values");
      }
      return "(%s is not null and %s.anyOf(v => %s))".formatted(field, field, one("v", test));
    }
    String one = one(field, test);
    return negated ? "(" + field + " is not null and " + one + ")" : one;
  }

  private static String one(String value, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, _) ->
          switch (place) {
            case WHOLE -> value + " = " + quoted(text);
            case START -> value + " like " + quoted(like(text) + "%") + " escape '!'";
            case END -> value + " like " + quoted("%" + like(text)) + " escape '!'";
            case ANYWHERE -> value + " like " + quoted("%" + like(text) + "%") + " escape '!'";
          };
      case ValueTest.Wildcards(var glob, _) ->
          value + " regexp " + quoted("(?s)" + glob.regex(java.util.regex.Pattern::quote));
      case ValueTest.Regex regex ->
          value + " regexp " + quoted("(?s).*" + "(?-s:" + regex.pattern().pattern() + ").*");
      case ValueTest.Compared(var comparison, var limit) ->
          value
              + switch (comparison) {
                case LESS -> " < ";
                case AT_MOST -> " <= ";
                case EQUAL -> " = ";
                case AT_LEAST -> " >= ";
                case MORE -> " > ";
              }
              + limit;
      case ValueTest.Within _, ValueTest.DatePart _ -> throw new UntranslatableException("");
    };
  }

  private static String like(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (char c : text.toCharArray()) {
      if (c == '\'' || c == '\\' || c == '"' || c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  @Override
  public void close() {
    runtime.destroy();
  }
}
