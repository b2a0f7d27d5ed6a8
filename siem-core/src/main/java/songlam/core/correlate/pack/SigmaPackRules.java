package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final OwnFindings findings;

  private SigmaPackRules(OwnFindings findings) {
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
    return of(read);
  }

  static List<Rule> of(SigmaCorrelations read) {
    SigmaPackRules rules = new SigmaPackRules(new OwnFindings(read));
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
    Correlated when = SigmaConditions.of(correlation, findings);
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
}
