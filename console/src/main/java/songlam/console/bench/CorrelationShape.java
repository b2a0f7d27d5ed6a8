package songlam.console.bench;

import java.util.List;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.pack.PackReader;
import songlam.core.correlate.window.Watched;

/** The shapes of correlation that are measured, each a rule as a pack's file has it. */
public enum CorrelationShape {
  /** Ten findings of a group. */
  THRESHOLD("kind: threshold, match: 'event.kind:alert', count: 10"),
  /** Five different values. */
  DISTINCT("kind: threshold, match: 'event.kind:alert', distinct: user.name, at_least: 5"),
  /** Three kinds one behind the other. */
  SEQUENCE("kind: steps, parts: ['rule.id:a', 'rule.id:b', 'rule.id:c']"),
  /** Three kinds in any order. */
  SET("kind: set, parts: ['rule.id:a', 'rule.id:b', 'rule.id:c']"),
  /** The first kind without the second behind it. */
  ABSENCE("kind: absence, match: 'rule.id:a', then: 'rule.id:b'");

  /** All of them within this, milliseconds. */
  public static final long WINDOW = 60_000;

  static final int COUNT = 10;
  static final int VALUES = 5;

  private static final String PACK =
      """
      id: bench
      pipeline: security
      rules:
        - id: rule
          when: {%s, group_by: source.ip, window: %ds}
      """;

  private final String when;

  CorrelationShape(String when) {
    this.when = when;
  }

  /** The question, read as packs are. */
  public Watched watched() {
    Problems problems = new Problems();
    String file = PACK.formatted(when, WINDOW / 1_000);
    Watched watched =
        PackReader.read(StrictYaml.text("bench.yml", file, problems), _ -> "")
            .rules()
            .getFirst()
            .when();
    List<String> all = problems.all();
    if (!all.isEmpty()) {
      throw new IllegalStateException(String.join("\n", all));
    }
    return watched;
  }

  /** Its name in the table of figures. */
  public String label() {
    return switch (this) {
      case THRESHOLD -> "threshold";
      case DISTINCT -> "distinct count";
      case SEQUENCE -> "ordered sequence";
      case SET -> "any-order set";
      case ABSENCE -> "absence";
    };
  }
}
