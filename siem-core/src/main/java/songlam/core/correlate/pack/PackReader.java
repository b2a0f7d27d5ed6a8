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
import songlam.core.config.Section;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;
import songlam.core.event.Text;

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
    StringBuilder drl = new StringBuilder();
    List<Section> suppressed = new ArrayList<>();
    for (Section section : top.sections("rules")) {
      String name = section.requiredText("id");
      drl.append(Suppression.of(section, name));
      suppressed.add(section);
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
    suppressed.forEach(section -> Suppression.check(section, ids));
    String own =
        top.texts("drl").stream()
            .map(name -> ContainedRules.heading(name) + file.apply(name))
            .collect(Collectors.joining("\n"));
    Pack pack =
        new Pack(
            id,
            pipeline,
            top.text("owner", ""),
            Set.copyOf(new HashSet<>(top.texts("source_types"))),
            rules,
            own + (drl.isEmpty() ? "" : "\n" + ContainedRules.heading("pack.yml") + drl));
    top.done();
    return pack;
  }

  private static Rule rule(Section section) {
    Rule rule =
        new Rule(
            section.requiredText("id"),
            section.converted("severity", Severity.MEDIUM, "a severity", Severity::of),
            new WhenReader(section.section("when")).read(),
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
                section.span("respond_within", Duration.ofMinutes(30)).toMinutes()),
            new Rule.Notes(section.texts("references"), texts(section, "false_positives")));
    if (!rule.when().isStanding() && rule.quiet() < rule.when().window()) {
      section.wrong("quiet", rule.quiet() / 1_000 + "s", "at least the window of the condition");
    }
    section.done();
    return rule;
  }

  private static List<Rule.EntitySpec> entities(Section section) {
    List<Rule.EntitySpec> specs = new ArrayList<>();
    for (Section entity : section.sections("entities")) {
      List<EcsField> fields = WhenReader.fields(entity, "field");
      String role = entity.text("role", Entity.SUBJECT);
      String kind = entity.requiredText("kind");
      if (!fields.isEmpty()) {
        specs.add(new Rule.EntitySpec(kind, fields.getFirst(), role));
      }
      entity.done();
    }
    return specs;
  }

  private static Text text(Section section, String key) {
    Section languages = section.section(key);
    Text text = text(languages);
    if (section.has(key) && isIncomplete(text)) {
      section.wrong(key, "incomplete", "vi and en");
    }
    return text;
  }

  private static List<Text> texts(Section section, String key) {
    List<Text> texts = section.sections(key).stream().map(PackReader::text).toList();
    if (texts.stream().anyMatch(PackReader::isIncomplete)) {
      section.wrong(key, "incomplete", "a list of {vi, en}");
    }
    return texts;
  }

  private static Text text(Section languages) {
    Text text = new Text(languages.text("vi", ""), languages.text("en", ""));
    languages.done();
    return text;
  }

  private static boolean isIncomplete(Text text) {
    return text.vi().isBlank() || text.en().isBlank();
  }
}
