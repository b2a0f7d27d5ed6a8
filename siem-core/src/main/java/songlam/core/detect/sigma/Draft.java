package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/** One line of a detection while its modifiers are applied, one after the other. */
final class Draft {
  /** What the values are. */
  enum Kind {
    TEXT,
    REGEX,
    BLOCK,
    NUMBER,
    DATE_PART,
    EXISTS,
    FIELD
  }

  /** A value and where it stands; {@code raw} is what was written, before wildcards are read. */
  record Written(String raw, Value value, Node at) {}

  private final Report report;
  private final Node at;
  private final Placeholders placeholders;
  private List<Written> values;
  private Kind kind = Kind.TEXT;
  private Place place = Place.WHOLE;
  private Comparison comparison = Comparison.EQUAL;
  private ValueTest.DatePart.@Nullable Part part;
  private boolean all;
  private boolean lacking;
  private boolean cased;
  private boolean negated;
  private int regexFlags;

  /**
   * @param placeholders for {@code expand}
   */
  Draft(List<Written> values, Node at, Placeholders placeholders, Report report) {
    this.values = List.copyOf(values);
    this.placeholders = placeholders;
    this.at = at;
    this.report = report;
  }

  List<Written> values() {
    return values;
  }

  /** Replaces each value by those the function makes of it; of one it may make none. */
  void expand(Function<Written, List<Written>> function) {
    List<Written> more = new ArrayList<>();
    for (Written value : values) {
      List<Written> made = function.apply(value);
      lacking |= made.isEmpty();
      more.addAll(made);
    }
    values = more;
  }

  /** Makes the values this kind, which must not have been decided before. */
  void become(Kind next) {
    if (kind != Kind.TEXT) {
      wrong(next + " after " + kind + " (expected: one of them)");
    }
    kind = next;
  }

  void place(Place next) {
    if (kind != Kind.TEXT && kind != Kind.FIELD) {
      wrong("a place in a text after " + kind + " (expected: text)");
    }
    place =
        Place.of(
            place == Place.END
                || place == Place.ANYWHERE
                || next == Place.END
                || next == Place.ANYWHERE,
            place == Place.START
                || place == Place.ANYWHERE
                || next == Place.START
                || next == Place.ANYWHERE);
  }

  void compare(Comparison next) {
    if (kind != Kind.DATE_PART) {
      become(Kind.NUMBER);
    }
    comparison = next;
  }

  void part(ValueTest.DatePart.Part next) {
    become(Kind.DATE_PART);
    part = next;
  }

  void regexFlag(int flag) {
    if (kind != Kind.REGEX) {
      wrong("a flag without re (expected: re before i, m, s)");
    }
    regexFlags |= flag;
  }

  void demandAll() {
    all = true;
  }

  void makeCased() {
    cased = true;
  }

  void negate() {
    negated = true;
  }

  Kind kind() {
    return kind;
  }

  Place place() {
    return place;
  }

  Comparison comparison() {
    return comparison;
  }

  ValueTest.DatePart.@Nullable Part part() {
    return part;
  }

  boolean isAll() {
    return all;
  }

  /** Whether what was demanded cannot be: of no value, or of all where one came to nothing. */
  boolean isImpossible() {
    return values.isEmpty() || (all && lacking);
  }

  boolean isCased() {
    return cased;
  }

  boolean isNegated() {
    return negated;
  }

  int regexFlags() {
    return regexFlags;
  }

  Report report() {
    return report;
  }

  Placeholders placeholders() {
    return placeholders;
  }

  void doubt(String message) {
    report.warn(at, message);
  }

  void wrong(String message) {
    report.reject(at, message);
  }
}
