package songlam.core.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in configuration or content, to be told all at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds one, as {@code file:line: name: value (expected: …)}. */
  public void add(String problem) {
    found.add(problem);
  }

  /** Adds what is worth saying and keeps nothing from being in force. */
  public void warn(String warning) {
    warnings.add(warning);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Whether nothing is wrong; there may be warnings. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<String> all() {
    return List.copyOf(found);
  }

  /**
   * @throws ConfigException with all problems, one a line, when there is any
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(String.join("\n", found));
    }
  }
}
