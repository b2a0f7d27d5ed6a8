package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rules of a pack its code speaks of together: none of them is judged without the others. A
 * piece of code that looks at several noticed things and does not name the rule of each may speak
 * of any. What pieces say by derived facts, they say to each other.
 */
final class Companions {
  private static final Pattern WORDS =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\])*+\"|//[^\\n\\r]*+|/\\*.*?\\*/|[\\p{L}\\p{N}_$]++", Pattern.DOTALL);

  private final List<Rule> rules;
  private final Map<String, Set<String>> together = new HashMap<>();

  /** What stands outside of any piece may be used by each. */
  private final Set<String> everywhere = new LinkedHashSet<>();

  /** A rule as it is written in DRL. */
  private static final class Piece {
    private final Set<String> named = new LinkedHashSet<>();
    private int looks;
    private boolean isLatestNamed = true;
    private boolean areAllNamed = true;
    private boolean derives;

    void looks() {
      areAllNamed &= isLatestNamed;
      isLatestNamed = false;
      looks++;
    }

    void names(String id) {
      named.add(id);
      isLatestNamed = true;
    }

    boolean mayBeAny() {
      return (looks > 1 || derives) && !(areAllNamed && isLatestNamed);
    }
  }

  private Companions(Pack pack) {
    this.rules = pack.rules();
    rules.forEach(rule -> together.put(rule.id(), new LinkedHashSet<>(Set.of(rule.id()))));
    Set<String> deriving = new LinkedHashSet<>();
    for (Piece piece : pieces(pack.drl())) {
      piece.named.addAll(everywhere);
      Set<String> meant = piece.mayBeAny() ? Set.copyOf(together.keySet()) : piece.named;
      link(meant);
      deriving.addAll(piece.derives ? meant : Set.of());
    }
    link(deriving);
  }

  /** For each rule itself and those it is judged with, in the order of the pack. */
  static Map<Rule, List<Rule>> of(Pack pack) {
    Companions all = new Companions(pack);
    Map<Rule, List<Rule>> companions = new HashMap<>();
    for (Rule rule : all.rules) {
      Set<String> ids = all.together.getOrDefault(rule.id(), Set.of());
      companions.put(rule, all.rules.stream().filter(one -> ids.contains(one.id())).toList());
    }
    return companions;
  }

  private List<Piece> pieces(String drl) {
    List<Piece> pieces = new ArrayList<>();
    Piece current = null;
    Matcher words = WORDS.matcher(drl);
    while (words.find()) {
      String word = words.group();
      String id = word.startsWith("\"") ? word.substring(1, word.length() - 1) : "";
      if (current == null) {
        if (word.equals("rule")) {
          current = new Piece();
          pieces.add(current);
        } else if (together.containsKey(id)) {
          everywhere.add(id);
        }
      } else if (word.equals("end")) {
        current = null;
      } else if (word.equals("Noticed")) {
        current.looks();
      } else if (word.equals("Derived")) {
        current.derives = true;
      } else if (together.containsKey(id)) {
        current.names(id);
      }
    }
    return pieces;
  }

  private void link(Set<String> ids) {
    Set<String> all = new LinkedHashSet<>();
    ids.forEach(id -> all.addAll(together.getOrDefault(id, Set.of())));
    all.forEach(id -> together.put(id, all));
  }
}
