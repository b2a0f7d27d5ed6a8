package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Section;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.window.Condition;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.query.Query;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;

/** Reads {@code pack.yml}; every problem is told with file and line. */
public final class PackReader {
  private PackReader() {}

  /**
   * @param file the text of a file beside {@code pack.yml}, by its name
   */
  public static Pack read(Section top, Function<String, String> file) {
    return read(top, file, () -> SigmaRules.load(List.of()));
  }

  /**
   * @param file the text of a file beside {@code pack.yml}, by its name
   * @param known rules of one event that correlations among the files may refer to
   */
  public static Pack read(Section top, Function<String, String> file, Supplier<SigmaRules> known) {
    String id = top.requiredText("id");
    Pipeline pipeline =
        top.converted("pipeline", Pipeline.SECURITY, "a pipeline of the console", Pipeline::of);
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : top.sections("rules")) {
      Rule rule = rule(section);
      if (!ids.add(rule.id())) {
        section.wrong("id", rule.id(), "an id no other rule of the pack has");
      }
      rules.add(rule);
    }
    Map<String, String> sigma = new LinkedHashMap<>();
    top.texts("sigma").forEach(name -> sigma.put(name, file.apply(name)));
    if (!sigma.isEmpty()) {
      for (Rule rule : SigmaPackRules.read(sigma, known.get(), top.problems())) {
        if (!ids.add(rule.id())) {
          top.wrong("sigma", rule.id(), "a name no other rule of the pack has");
        }
        rules.add(rule);
      }
    }
    Pack pack =
        new Pack(
            id,
            pipeline,
            top.text("owner", ""),
            Set.copyOf(new HashSet<>(top.texts("source_types"))),
            rules,
            top.texts("drl").stream().map(file).collect(Collectors.joining("\n")));
    top.done();
    return pack;
  }

  private static Rule rule(Section section) {
    Rule rule =
        new Rule(
            section.requiredText("id"),
            section.converted("severity", Severity.MEDIUM, "a severity", Severity::of),
            condition(section.section("when")),
            section.span("quiet", Duration.ofMinutes(15)).toMillis(),
            text(section, "title"),
            text(section, "reason"),
            entities(section),
            section.texts("attack"),
            section.optionalText("playbook"),
            new Rule.Rationale(
                text(section, "cause"),
                text(section, "consequence"),
                text(section, "action"),
                section.span("respond_within", Duration.ofMinutes(30)).toMinutes()));
    if (!rule.when().isStanding() && rule.quiet() < rule.when().window()) {
      section.wrong("quiet", rule.quiet() / 1_000 + "s", "at least the window of the condition");
    }
    section.texts("references");
    section.texts("false_positives");
    section.done();
    return rule;
  }

  private static Condition condition(Section when) {
    Condition condition =
        new Condition(
            when.choice("kind", Condition.Kind.class, Condition.Kind.THRESHOLD),
            query(when, "match"),
            when.has("then") ? query(when, "then") : null,
            fields(when, "group_by"),
            when.span("window", Duration.ofMinutes(5)).toMillis(),
            when.number("count", 1, 1, 50_000),
            field(when, "distinct"),
            field(when, "sum"),
            when.number("at_least", 0, 0, Long.MAX_VALUE),
            when.decimal("factor", 0),
            field(when, "due"),
            when.span("lead", Duration.ZERO).toMillis());
    if (condition.groupBy().isEmpty()) {
      when.wrong("group_by", "missing", "at least one field");
    }
    if (condition.kind() == Condition.Kind.DEADLINE && condition.due() == null) {
      when.wrong("due", "missing", "the field that holds the deadline");
    }
    when.done();
    return condition;
  }

  private static Query query(Section section, String key) {
    String text = section.requiredText(key);
    try {
      return QueryParser.parse(text);
    } catch (QueryException e) {
      section.wrong(key, text, "column " + e.column() + ": " + e.getMessage());
      return new Query.Everything();
    }
  }

  private static List<EcsField> fields(Section section, String key) {
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

  private static @Nullable EcsField field(Section section, String key) {
    List<EcsField> fields = fields(section, key);
    return fields.isEmpty() ? null : fields.getFirst();
  }

  private static List<Rule.EntitySpec> entities(Section section) {
    List<Rule.EntitySpec> specs = new ArrayList<>();
    for (Section entity : section.sections("entities")) {
      EcsField field = field(entity, "field");
      String role = entity.text("role", Entity.SUBJECT);
      String kind = entity.requiredText("kind");
      if (field != null) {
        specs.add(new Rule.EntitySpec(kind, field, role));
      }
      entity.done();
    }
    return specs;
  }

  private static Text text(Section section, String key) {
    Section languages = section.section(key);
    Text text = new Text(languages.text("vi", ""), languages.text("en", ""));
    if (section.has(key) && (text.vi().isBlank() || text.en().isBlank())) {
      section.wrong(key, "incomplete", "vi and en");
    }
    languages.done();
    return text;
  }
}
