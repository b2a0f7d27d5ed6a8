package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.event.Severity;

/**
 * Which rules alert people as long as nobody has said otherwise: THE file {@code baseline.yml} that
 * ships. Immutable.
 */
public final class Baseline {
  private static final String FILE = "/rules/baseline.yml";
  private static final int MOST_ALERTS = 10_000;

  private final int alerts;
  private final Duration shift;
  private final Set<String> ownInShadow;
  private final Set<Severity> levels = EnumSet.noneOf(Severity.class);
  private final Set<String> statuses;
  private final Set<String> importedInShadow;
  private final Set<String> importedReleased;

  private Baseline(Section top) {
    Section budget = top.section("budget");
    this.alerts = (int) budget.number("alerts", 20, 1, MOST_ALERTS);
    this.shift = budget.span("shift", Duration.ofHours(8));
    budget.done();
    Section own = top.section("own");
    this.ownInShadow = Set.copyOf(own.texts("shadow"));
    own.done();
    Section imported = top.section("imported");
    for (String level : imported.texts("levels")) {
      try {
        levels.add(Severity.valueOf(level.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        imported.wrong("levels", level, "informational, low, medium, high or critical");
      }
    }
    this.statuses = Set.copyOf(imported.texts("statuses"));
    this.importedInShadow = Set.copyOf(imported.texts("shadow"));
    this.importedReleased = Set.copyOf(imported.texts("released"));
    imported.done();
    top.done();
  }

  /**
   * The one that comes with the product.
   *
   * @throws songlam.core.config.ConfigException with every problem
   */
  public static Baseline shipped() {
    try (InputStream in = Baseline.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + ": not packaged (expected: correlation-rules)");
      }
      return of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of this text.
   *
   * @throws songlam.core.config.ConfigException with every problem
   */
  public static Baseline of(String yaml) {
    Problems problems = new Problems();
    Baseline baseline = new Baseline(StrictYaml.text("baseline.yml", yaml, problems));
    problems.throwIfAny();
    return baseline;
  }

  /** How many alerts an analyst has time for in a shift. */
  public int alerts() {
    return alerts;
  }

  public Duration shift() {
    return shift;
  }

  /**
   * The state of a rule of ours.
   *
   * @param id of a Sigma rule, or {@code pack/rule}
   */
  public RuleState own(String id) {
    return ownInShadow.contains(id) ? RuleState.SHADOW : RuleState.RELEASED;
  }

  /** The state of a rule that was taken in from elsewhere. */
  public RuleState imported(SigmaRule rule) {
    boolean isChosen = levels.contains(rule.level()) && statuses.contains(rule.status());
    boolean isOn =
        (isChosen || importedReleased.contains(rule.id())) && !importedInShadow.contains(rule.id());
    return isOn ? RuleState.RELEASED : RuleState.SHADOW;
  }

  /**
   * What ships and what an installation has taken in, each in the state given here.
   *
   * @param folder of the installation's rules; need not be there
   * @param mapping what logsources and fields mean where the product is installed
   */
  public Shipped rules(Path folder, SigmaMapping mapping) {
    return Shipped.read(this::own, mapping).with(ImportedRules.texts(folder), this::imported);
  }

  /** The ids it names, which must be those of rules. */
  public Set<String> namedOwn() {
    return ownInShadow;
  }
}
