package songlam.core.detect.sigma;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Glob;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;
import songlam.core.event.AddressBlock;

/** Reads one line of a detection, {@code field|modifier|…: value or list}. */
final class LineReader {
  /** Matches nothing. */
  static final Expression NEVER = new Expression.Any(List.of());

  private static final int LONGEST_SHOWN = 200;

  private final Fields fields;
  private final Placeholders placeholders;
  private final Report report;

  /**
   * @param placeholders for {@code expand}
   */
  LineReader(Fields fields, Placeholders placeholders, Report report) {
    this.fields = fields;
    this.placeholders = placeholders;
    this.report = report;
  }

  /** A line of a map. */
  Expression line(String key, Node at, Node value) {
    String[] parts = key.split("\\|", -1);
    String field = parts[0];
    List<Draft.Written> values = values(key, value);
    Draft draft = new Draft(values, at, placeholders, report);
    new ModifierChain(draft, at, report).apply(Arrays.asList(parts).subList(1, parts.length));
    Column column = field.isEmpty() ? Column.EVERYWHERE : fields.column(field, at, report);
    return new Expression.Named(
        written(key, value), expression(draft, column, field.isEmpty(), at));
  }

  /** Values without a field, looked for everywhere. */
  Expression keyword(ScalarNode value) {
    Draft.Written written = written(value);
    Draft draft = new Draft(List.of(written), value, placeholders, report);
    return new Expression.Named(
        value.getValue(), expression(draft, Column.EVERYWHERE, true, value));
  }

  private Expression expression(Draft draft, Column column, boolean isKeyword, Node at) {
    if (isKeyword && draft.kind() == Draft.Kind.TEXT) {
      draft.place(Place.ANYWHERE);
    }
    List<Expression> tests = new ArrayList<>();
    for (Draft.Written value : draft.values()) {
      tests.add(test(draft, column, value));
    }
    if (draft.isAll() && draft.values().size() == 1 && !isKeyword) {
      report.warn(at, "all on a single value (expected: a list)");
    }
    Expression together =
        draft.isImpossible()
            ? NEVER
            : draft.isAll() ? Expression.all(tests) : Expression.any(tests);
    return draft.isNegated() ? new Expression.Not(together) : together;
  }

  private Expression test(Draft draft, Column column, Draft.Written written) {
    if (written.value() instanceof Value.Absent) {
      return new Expression.Not(new Expression.Present(column));
    }
    return switch (draft.kind()) {
      case TEXT -> text(column, draft, written);
      case REGEX -> regex(column, draft, written);
      case BLOCK -> block(column, written);
      case NUMBER -> number(column, draft, written);
      case DATE_PART -> datePart(column, draft, written);
      case EXISTS -> exists(column, written);
      case FIELD ->
          new Expression.Alike(
              column,
              draft.place(),
              fields.column(written.raw(), written.at(), report),
              draft.isCased());
    };
  }

  private static Expression text(Column column, Draft draft, Draft.Written written) {
    Value.Text value =
        switch (written.value()) {
          case Value.Text text -> text;
          case Value.Bytes(var latin1) -> Value.Text.plain(latin1);
          case Value.Absent _ -> Value.Text.plain("");
        };
    Place place = draft.place();
    boolean before = place == Place.END || place == Place.ANYWHERE;
    boolean behind = place == Place.START || place == Place.ANYWHERE;
    int start = 0;
    int end = value.text().length();
    while (start < end && isStar(value, start)) {
      start++;
      before = true;
    }
    while (end > start && isStar(value, end - 1)) {
      end--;
      behind = true;
    }
    if (start == end) {
      // Events never hold empty texts: an empty value asks for a field that is not there.
      Expression present = new Expression.Present(column);
      return before || behind ? present : new Expression.Not(present);
    }
    BitSet wild = value.wild().get(start, end);
    String text = value.text().substring(start, end);
    ValueTest test =
        wild.isEmpty()
            ? new ValueTest.Literal(Place.of(before, behind), text, draft.isCased())
            : new ValueTest.Wildcards(glob(text, wild, before, behind), draft.isCased());
    return new Expression.Is(column, test);
  }

  private static boolean isStar(Value.Text value, int at) {
    return value.wild().get(at) && value.text().charAt(at) == '*';
  }

  private static Glob glob(String text, BitSet wild, boolean before, boolean behind) {
    BitSet marks = new BitSet();
    int shift = before ? 1 : 0;
    wild.stream().forEach(at -> marks.set(at + shift));
    if (before) {
      marks.set(0);
    }
    if (behind) {
      marks.set(text.length() + shift);
    }
    return new Glob((before ? "*" : "") + text + (behind ? "*" : ""), marks);
  }

  private Expression regex(Column column, Draft draft, Draft.Written written) {
    try {
      return new Expression.Is(column, ValueTest.Regex.of(written.raw(), draft.regexFlags()));
    } catch (PatternSyntaxException e) {
      report.reject(
          written.at(),
          shown(written.raw())
              + ": "
              + e.getDescription()
              + " (expected: a regular expression without look-around or back references)");
      return NEVER;
    }
  }

  private static String shown(String raw) {
    return raw.length() > LONGEST_SHOWN ? raw.substring(0, LONGEST_SHOWN) + "…" : raw;
  }

  private Expression block(Column column, Draft.Written written) {
    try {
      return new Expression.Is(
          column, new ValueTest.Within(AddressBlock.parse(written.raw().strip())));
    } catch (IllegalArgumentException e) {
      report.reject(written.at(), written.raw() + " (expected: a block such as 10.0.0.0/8)");
      return NEVER;
    }
  }

  private Expression number(Column column, Draft draft, Draft.Written written) {
    double limit = Numbers.of(written.raw().strip());
    if (Double.isNaN(limit)) {
      report.reject(written.at(), written.raw() + " (expected: a number)");
    }
    return new Expression.Is(column, new ValueTest.Compared(draft.comparison(), limit));
  }

  private Expression datePart(Column column, Draft draft, Draft.Written written) {
    ValueTest.DatePart.Part part = draft.part();
    double limit = Numbers.of(written.raw().strip());
    if (part == null || limit != Math.rint(limit)) {
      report.reject(written.at(), written.raw() + " (expected: a whole number)");
      return NEVER;
    }
    return new Expression.Is(
        column, new ValueTest.DatePart(part, draft.comparison(), (long) limit));
  }

  private Expression exists(Column column, Draft.Written written) {
    Expression present = new Expression.Present(column);
    Boolean wanted = Mapping.truth(written.raw());
    if (wanted == null) {
      report.reject(written.at(), written.raw() + " (expected: true or false)");
      return NEVER;
    }
    return wanted ? present : new Expression.Not(present);
  }

  private List<Draft.Written> values(String key, Node value) {
    List<Draft.Written> values = new ArrayList<>();
    switch (value) {
      case ScalarNode scalar -> values.add(written(scalar));
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          if (item instanceof ScalarNode scalar) {
            values.add(written(scalar));
          } else {
            report.reject(
                item, key + ": a nested value (expected: text, number, true, false or null)");
          }
        }
      }
      default -> report.reject(value, key + ": a mapping (expected: a value or a list of values)");
    }
    if (values.isEmpty() && !report.isRejected()) {
      report.reject(value, key + ": an empty list (expected: at least one value)");
    }
    return values;
  }

  private static Draft.Written written(ScalarNode scalar) {
    String raw = scalar.getValue();
    Value value = Mapping.isNull(scalar) ? new Value.Absent() : Value.Text.read(raw);
    return new Draft.Written(raw, value, scalar);
  }

  /** The line as a person would say it, for explanations. */
  private static String written(String key, @Nullable Node value) {
    return switch (value) {
      case ScalarNode scalar -> key + ": " + scalar.getValue();
      case SequenceNode sequence ->
          key
              + ": "
              + sequence.getValue().stream()
                  .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : "…")
                  .toList();
      case null, default -> key;
    };
  }
}
