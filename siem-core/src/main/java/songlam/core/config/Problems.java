package songlam.core.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in configuration or content, to be told all at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Adds one, as {@code file:line: name: value (expected: …)}. */
  public void add(String problem) {
    found.add(problem);
  }

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
