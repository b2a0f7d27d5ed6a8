package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import songlam.core.config.Problems;
import songlam.core.config.Spans;
import songlam.core.correlate.window.Correlated;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelation.Part;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/** Makes rules of a pack of the Sigma files it names. */
final class SigmaPackRules {
  private static final Pattern SPEAKING = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final long QUIET = Duration.ofMinutes(15).toMillis();

  private final Map<String, String> texts;
  private final Map<String, String> meaning;
  private final OwnFindings findings;

  private SigmaPackRules(
      Map<String, String> texts, Map<String, String> meaning, OwnFindings findings) {
    this.texts = texts;
    this.meaning = meaning;
    this.findings = findings;
  }

  /**
   * @param texts by file name
   * @param known rules elsewhere that correlations may refer to
   * @param problems takes what keeps a rule from being in force, and what is worth saying
   */
  static List<Rule> read(Map<String, String> texts, SigmaRules known, Problems problems) {
    SigmaCorrelations read = SigmaCorrelations.read(texts, known);
    for (RuleProblem problem : read.problems()) {
      switch (problem.kind()) {
        case REJECTED -> problems.add(problem.toString());
        case WARNING -> problems.warn(problem.toString());
      }
    }
    return of(read, texts, known.mapping().texts());
  }

  /**
   * @param texts of their files by name, to tell versions apart; without one the version is none
   * @param meaning texts of an installation that say what fields mean, to tell versions apart
   */
  static List<Rule> of(
      SigmaCorrelations read, Map<String, String> texts, Map<String, String> meaning) {
    SigmaPackRules rules = new SigmaPackRules(texts, meaning, new OwnFindings(read));
    List<Rule> all = new ArrayList<>();
    Set<String> shown = new LinkedHashSet<>();
    read.all().stream().filter(SigmaCorrelation::generate).forEach(one -> below(one, shown));
    for (SigmaCorrelation correlation : read.all()) {
      if (!correlation.isReferenced() || shown.contains(correlation.rule().id())) {
        all.add(rules.rule(correlation));
      }
      if (correlation.generate()) {
        rules.addParts(correlation, all);
      }
    }
    return all;
  }

  private static void below(SigmaCorrelation correlation, Set<String> ids) {
    for (Part part : correlation.parts()) {
      if (part instanceof Part.OfCorrelation(var inner)) {
        ids.add(inner.rule().id());
      }
    }
  }

  /** Rules of one event that are told of too: each event of theirs, kept apart as the whole is. */
  private void addParts(SigmaCorrelation correlation, List<Rule> all) {
    for (Part part : correlation.parts()) {
      if (part instanceof Part.OfRule(var about, boolean isInline) && isInline) {
        SigmaCorrelation single =
            new SigmaCorrelation(
                about,
                "",
                List.of(part),
                correlation.columns(),
                correlation.groupBy(),
                correlation.timespan(),
                new SigmaCorrelation.Condition.Measured("event_count", Map.of("gte", 1.0), 0),
                false,
                false,
                SigmaWording.NOTHING);
        if (all.stream().noneMatch(rule -> rule.id().equals(id(single)))) {
          all.add(rule(single));
        }
      }
    }
  }

  private Rule rule(SigmaCorrelation correlation) {
    SigmaRule about = correlation.rule();
    Correlated when = SigmaConditions.of(correlation, findings, source(correlation));
    SigmaWording wording = new SigmaWording(correlation);
    SigmaCorrelation.Ours ours = correlation.ours();
    long quiet = span(ours.quiet(), Math.max(QUIET, when.window()));
    return new Rule(
        id(correlation),
        about.level(),
        when,
        quiet,
        about.name(),
        wording.reason(),
        wording.entities(),
        about.attack(),
        ours.playbook(),
        new Rule.Rationale(
            ours.cause(),
            ours.consequence(),
            ours.action(),
            span(ours.respondWithin(), Duration.ofMinutes(30).toMillis()) / 60_000),
        new Rule.Notes(about.references(), about.mistakes()));
  }

  /** What the rule of a correlation is called within its pack. */
  static String id(SigmaCorrelation correlation) {
    return SPEAKING.matcher(correlation.name()).matches()
        ? correlation.name()
        : correlation.rule().id();
  }

  private static long span(String text, long absent) {
    return text.isEmpty() ? absent : Spans.parse(text).toMillis();
  }

  /** The rule's id, and a digest of every text that bears on what it means. */
  private String source(SigmaCorrelation correlation) {
    Set<String> files = new TreeSet<>();
    files(correlation, files);
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      for (String file : files) {
        sum.update((file + "\n" + texts.getOrDefault(file, "") + "\n").getBytes(UTF_8));
      }
      new TreeMap<>(meaning)
          .forEach((path, text) -> sum.update((path + "\n" + text + "\n").getBytes(UTF_8)));
      String digest = HexFormat.of().formatHex(sum.digest(), 0, 12);
      return "sigma " + correlation.rule().id() + " " + digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void files(SigmaCorrelation correlation, Set<String> files) {
    files.add(correlation.rule().file());
    for (Part part : correlation.parts()) {
      switch (part) {
        case Part.OfRule(var rule, _) -> files.add(rule.file());
        case Part.OfCorrelation(var inner) -> files(inner, files);
      }
    }
  }
}
