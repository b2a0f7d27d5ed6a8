package songlam.core.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a corpus has done to the former one of its name.
 *
 * @param gone ids that it has no longer: nothing evaluates them any more
 * @param changed ids whose text is another: in force at once where the rule is
 */
public record ReplacedRules(Set<String> gone, Set<String> changed) {
  private static final Pattern ID = Pattern.compile("(?m)^id:\\s*['\"]?([^'\"\\s#]+)");

  public ReplacedRules {
    gone = new TreeSet<>(gone);
    changed = new TreeSet<>(changed);
  }

  /**
   * @param former texts by file, as are those of now
   */
  static ReplacedRules of(Map<String, String> former, Map<String, String> now) {
    Map<String, String> before = byId(former);
    Map<String, String> after = byId(now);
    Set<String> gone = new TreeSet<>(before.keySet());
    gone.removeAll(after.keySet());
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.removeIf(id -> !after.containsKey(id) || after.get(id).equals(before.get(id)));
    return new ReplacedRules(gone, changed);
  }

  private static Map<String, String> byId(Map<String, String> texts) {
    Map<String, String> byId = new HashMap<>();
    for (String text : texts.values()) {
      Matcher id = ID.matcher(text);
      while (id.find()) {
        byId.put(id.group(1), text);
      }
    }
    return byId;
  }
}
