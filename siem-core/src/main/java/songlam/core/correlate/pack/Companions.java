package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rules of a pack its code speaks of together: none of them is judged without the others. A
 * piece of code that looks at several noticed things and does not say of each which rules' they are
 * may speak of any. What pieces say by derived facts, they say to each other.
 */
final class Companions {
  private static final Pattern WORDS =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\])*+\"|//[^\\n\\r]*+|/\\*.*?\\*/|[\\p{L}\\p{N}_$]++|[=!]=|\\S",
          Pattern.DOTALL);

  private final List<Rule> rules;
  private final Map<String, Set<String>> together = new HashMap<>();

  /** Rules that code relates to something: to others, or to other keys of themselves. */
  private final Set<String> related = new LinkedHashSet<>();

  /** What stands outside of any piece may be used by each. */
  private final Set<String> everywhere = new LinkedHashSet<>();

  /**
   * What a rule is judged with.
   *
   * @param rules itself and others, in the order of the pack
   * @param isRelated whether its own keys bear on each other, too
   */
  record Company(List<Rule> rules, boolean isRelated) {}

  /** A rule as it is written in DRL. */
  private static final class Piece {
    private final Set<String> named = new LinkedHashSet<>();
    private int looks;
    private boolean isLatestNamed = true;
    private boolean areAllNamed = true;
    private boolean derives;

    /** Whether a rule's id stands where it does not say which rule is looked at. */
    private boolean isOtherwise;

    void looks() {
      areAllNamed &= isLatestNamed;
      isLatestNamed = false;
      looks++;
    }

    void names(String id, boolean isTheRule) {
      named.add(id);
      isLatestNamed |= isTheRule;
      isOtherwise |= !isTheRule;
    }

    boolean relates() {
      return looks > 1 || derives;
    }

    boolean mayBeAny() {
      return relates() && (isOtherwise || !areAllNamed || !isLatestNamed);
    }
  }

  private Companions(Pack pack) {
    this.rules = pack.rules();
    rules.forEach(rule -> together.put(rule.id(), new LinkedHashSet<>(Set.of(rule.id()))));
    Set<String> deriving = new LinkedHashSet<>();
    for (Piece piece : pieces(pack.drl())) {
      piece.named.addAll(everywhere);
      Collection<String> meant = piece.mayBeAny() ? List.copyOf(together.keySet()) : piece.named;
      link(meant);
      related.addAll(piece.relates() ? meant : Set.of());
      deriving.addAll(piece.derives ? meant : Set.of());
    }
    link(deriving);
  }

  /** For each rule of a pack. */
  static Map<Rule, Company> of(Pack pack) {
    Companions all = new Companions(pack);
    Map<Rule, Company> companions = new HashMap<>();
    for (Rule rule : all.rules) {
      Set<String> ids = all.together.getOrDefault(rule.id(), Set.of());
      List<Rule> company = all.rules.stream().filter(one -> ids.contains(one.id())).toList();
      boolean isRelated = company.size() > 1 || all.related.contains(rule.id());
      companions.put(rule, new Company(company, isRelated));
    }
    return companions;
  }

  private List<Piece> pieces(String drl) {
    List<Piece> pieces = new ArrayList<>();
    Piece current = null;
    List<String> before = new ArrayList<>();
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
        current.names(id, isOfTheRule(before));
      }
      if (!word.startsWith("//") && !word.startsWith("/*")) {
        before.add(word);
      }
    }
    return pieces;
  }

  /** Behind {@code rule ==}, where that is of what is looked at and of nothing else. */
  private static boolean isOfTheRule(List<String> before) {
    int size = before.size();
    return size >= 3
        && before.get(size - 1).equals("==")
        && before.get(size - 2).equals("rule")
        && !before.get(size - 3).equals(".");
  }

  private void link(Collection<String> ids) {
    Set<String> all = new LinkedHashSet<>();
    ids.forEach(id -> all.addAll(together.getOrDefault(id, Set.of())));
    all.forEach(id -> together.put(id, all));
  }
}
