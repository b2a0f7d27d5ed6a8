package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Section;
import songlam.core.correlate.window.Cluster;
import songlam.core.correlate.window.Condition;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Frame;
import songlam.core.correlate.window.Novelty;
import songlam.core.correlate.window.Shape;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Slump;
import songlam.core.correlate.window.Swing;
import songlam.core.correlate.window.Watched;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.query.Query;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;

/** Reads what a rule watches for: the block {@code when} of one rule. */
final class WhenReader {
  /** A key that pauses longer than twice that has no past. */
  private static final int MOST_WINDOWS_LEARNT = 32;

  private static final int MOST_STEPS = 16;

  private final Section when;

  WhenReader(Section when) {
    this.when = when;
  }

  /** The templates; THE table. */
  private enum Kind {
    THRESHOLD,
    SEQUENCE,
    SILENCE,
    DEADLINE,
    RATE,
    RHYTHM,
    STEPS,
    SET,
    ABSENCE,
    HYSTERESIS,
    NEW_VALUE,
    SLUMP,
    CLUSTER
  }

  /** Names of the templates, in the order of the alphabet. */
  static List<String> kinds() {
    return Stream.of(Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }

  Watched read() {
    Kind kind = when.choice("kind", Kind.class, Kind.THRESHOLD);
    Watched watched =
        switch (kind) {
          case THRESHOLD, SEQUENCE, SILENCE, DEADLINE, RATE, RHYTHM -> condition(kind);
          case STEPS -> parts(true);
          case SET -> parts(false);
          case ABSENCE -> absence();
          case HYSTERESIS -> hysteresis();
          case NEW_VALUE -> newValue();
          case SLUMP -> slump();
          case CLUSTER -> cluster();
        };
    when.done();
    return watched;
  }

  private Condition condition(Kind kind) {
    Condition condition =
        new Condition(
            Condition.Kind.valueOf(kind.name()),
            query("match"),
            when.has("then") ? query("then") : null,
            group(),
            window(),
            when.number("count", 1, 1, 50_000),
            field("distinct"),
            field("sum"),
            when.number("at_least", 0, 0, Long.MAX_VALUE),
            when.decimal("factor", 0),
            when.decimal("z", 0),
            field("due"),
            when.span("lead", Duration.ZERO).toMillis(),
            frame(kind),
            kind == Kind.RATE ? when.span("learn", Duration.ZERO).toMillis() : 0);
    if (condition.learn() > MOST_WINDOWS_LEARNT * condition.window()) {
      when.wrong("learn", "longer", "at most " + MOST_WINDOWS_LEARNT + " windows");
    }
    if (condition.z() > 0 && condition.sum() != null) {
      when.wrong("z", condition.z() + " of a sum", "only for counts of events; factor for sums");
    }
    if (condition.distinct() != null) {
      atMostCounted("at_least", condition.atLeast());
    }
    if (condition.kind() == Condition.Kind.DEADLINE && condition.due() == null) {
      when.wrong("due", "missing", "the field that holds the deadline");
    }
    return condition;
  }

  private Frame frame(Kind kind) {
    boolean isCounted = kind == Kind.THRESHOLD || kind == Kind.SEQUENCE;
    boolean tumbles = kind == Kind.RATE || isCounted && when.flag("tumbling", false);
    return tumbles ? Frame.TUMBLING : Frame.SLIDING;
  }

  /** Several queries that all find something, one behind the other or in any order. */
  private Correlated parts(boolean isOrdered) {
    List<Query> queries = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (String text : when.texts("parts")) {
      all.add(queries.size());
      queries.add(query("parts", text));
    }
    if (queries.size() < 2 || queries.size() > MOST_STEPS) {
      when.wrong("parts", queries.size() + " queries", "2 to " + MOST_STEPS);
    }
    List<Combination> combination = List.of(new Combination(all, List.of()));
    Shape shape = isOrdered ? new Shape.InOrder(combination) : new Shape.Together(combination);
    return Correlated.of(shape, queries, group(), window());
  }

  /** The event of {@code match} was not followed by that of {@code then}. */
  private Correlated absence() {
    Combination alone = new Combination(List.of(0), List.of(new Shape.Refused(1, 1)));
    return Correlated.of(
        new Shape.InOrder(List.of(alone)),
        List.of(query("match"), query("then")),
        group(),
        window());
  }

  private Swing hysteresis() {
    Swing swing =
        new Swing(
            query("match"),
            group(),
            window(),
            field("distinct"),
            field("sum"),
            when.number("rises_to", 1, 1, Long.MAX_VALUE),
            when.number("falls_to", 0, 0, Long.MAX_VALUE));
    if (swing.sum() == null) {
      atMostCounted("rises_to", swing.risesTo());
    }
    if (!when.has("rises_to") || swing.fallsTo() >= swing.risesTo()) {
      when.wrong("falls_to", "" + swing.fallsTo(), "below rises_to");
    }
    return swing;
  }

  private Novelty newValue() {
    EcsField value = required("value");
    return new Novelty(
        query("match"),
        group(),
        value,
        when.span("remember", Duration.ofDays(30)).toMillis(),
        when.span("learn", Duration.ofDays(1)).toMillis());
  }

  private Slump slump() {
    EcsField value = required("value");
    if (value.type() != EcsType.LONG && value.type() != EcsType.DOUBLE) {
      when.wrong("value", value.fieldName(), "a field that holds numbers");
    }
    double factor = when.decimal("factor", 0);
    if (factor <= 0 || factor >= 1) {
      when.wrong("factor", "" + factor, "a share between 0 and 1");
    }
    return new Slump(
        query("match"),
        group(),
        value,
        window(),
        when.number("count", 20, 2, 256),
        factor,
        when.span("learn", Duration.ofDays(3)).toDays());
  }

  private Cluster cluster() {
    EcsField location =
        when.has("location") ? required("location") : EcsField.SONGLAM_PLACE_LOCATION;
    if (location.type() != EcsType.GEO_POINT) {
      when.wrong("location", location.fieldName(), "a field that holds a point");
    }
    double radius = when.converted("radius", 0.0, "metres or kilometres: 300m, 2km", this::metres);
    if (radius <= 0) {
      when.wrong("radius", when.has("radius") ? "none" : "missing", "such as 300m or 2km");
    }
    return new Cluster(
        query("match"),
        fields("group_by"),
        location,
        radius,
        window(),
        when.number("count", 2, 2, 1_000));
  }

  private double metres(String text) {
    String unit = text.endsWith("km") ? "km" : "m";
    if (!text.endsWith(unit)) {
      throw new IllegalArgumentException(text);
    }
    double number = Double.parseDouble(text.substring(0, text.length() - unit.length()).strip());
    return unit.equals("km") ? number * 1_000 : number;
  }

  /** More events of a key than are counted cannot be asked for. */
  private void atMostCounted(String name, long bound) {
    if (bound > SigmaCorrelation.MOST_COUNTED) {
      when.wrong(name, "" + bound, "at most " + SigmaCorrelation.MOST_COUNTED);
    }
  }

  private long window() {
    return when.span("window", Duration.ofMinutes(5)).toMillis();
  }

  private List<EcsField> group() {
    List<EcsField> fields = fields("group_by");
    if (fields.isEmpty()) {
      when.wrong("group_by", "missing", "at least one field");
    }
    return fields;
  }

  private Query query(String key) {
    return query(key, when.requiredText(key));
  }

  private Query query(String key, String text) {
    try {
      Query query = QueryParser.parse(text);
      QueryFields.unknown(query).forEach((name, meant) -> when.doubt(key, name, meant));
      return query;
    } catch (QueryException e) {
      when.wrong(key, text, "column " + e.column() + ": " + e.getMessage());
      return new Query.Everything();
    }
  }

  private EcsField required(String key) {
    EcsField field = field(key);
    if (field == null && !when.has(key)) {
      when.wrong(key, "missing", "a field of the vocabulary");
    }
    return field == null ? EcsField.EVENT_ACTION : field;
  }

  private @Nullable EcsField field(String key) {
    List<EcsField> fields = fields(key);
    return fields.isEmpty() ? null : fields.getFirst();
  }

  private List<EcsField> fields(String key) {
    return fields(when, key);
  }

  /** The fields of a list; those nobody knows are reported. */
  static List<EcsField> fields(Section section, String key) {
    List<EcsField> fields = new ArrayList<>();
    for (String name : section.texts(key)) {
      EcsField field = EcsField.named(name);
      if (field == null) {
        section.wrong(key, name, "a field of the vocabulary");
      } else {
        fields.add(field);
      }
    }
    return fields;
  }
}
