package songlam.core.correlate.contain;

import java.util.LinkedHashSet;
import java.util.Set;
import songlam.core.config.ConfigException;

/** What is wrong with the code of a pack, by file and line; told all at once. */
final class Refusals {
  /** A line that says from which file the lines behind it are. */
  static final String FILE = "//# file ";

  private final String pack;
  private final String[] lines;
  private final Set<String> all = new LinkedHashSet<>();

  Refusals(String pack, String drl) {
    this.pack = pack;
    this.lines = drl.split("\n", -1);
  }

  /** It does not compile. */
  void problem(int line, String what) {
    all.add(place(line) + ": " + what);
  }

  /**
   * It does not compile.
   *
   * @param at letters of the code before the place
   * @param rule whose it is; empty when that is not known
   */
  void problem(int at, String rule, String what) {
    int line = 0;
    int begun = 0;
    while (line < lines.length - 1 && begun + lines[line].length() < at) {
      begun += lines[line++].length() + 1;
    }
    all.add(
        place(line + 1)
            + ":"
            + (Math.max(at, 0) - begun + 1)
            + ": "
            + (rule.isEmpty() ? "" : "rule \"" + rule + "\": ")
            + what);
  }

  void refuse(int line, String what) {
    all.add(place(line) + ": " + what + " (expected: rules over Noticed and Derived alone)");
  }

  void refuse(int line, String rule, String what) {
    all.add(
        place(line)
            + ": rule \""
            + rule
            + "\" touches "
            + what
            + " (expected: the vocabulary: alerts.alert, alerts.suppress, insertLogical)");
  }

  private String place(int line) {
    for (int i = Math.min(line, lines.length) - 1; i >= 0; i--) {
      if (lines[i].startsWith(FILE)) {
        return pack + "/" + lines[i].substring(FILE.length()).strip() + ":" + (line - i - 1);
      }
    }
    return pack + ".drl:" + line;
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw new ConfigException(String.join("\n", all));
    }
  }
}
