package songlam.core.rule;

import java.util.List;

/**
 * A file of the installation's rules, or the folder of a pack, that makes no rule.
 *
 * @param name within the folder of the installation's rules
 * @param problems why, each as {@code file:line: what (expected: …)}; not empty
 */
public record UnreadFile(String name, List<String> problems) {
  public UnreadFile {
    problems = List.copyOf(problems);
  }
}
