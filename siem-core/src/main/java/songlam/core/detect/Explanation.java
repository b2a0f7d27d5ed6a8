package songlam.core.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a rule held for an event, or for several.
 *
 * @param what the part as the rule has it: {@code all of}, {@code any of}, {@code not}, the name of
 *     a search, one of its lines, or how far a window had to come
 * @param held whether it held
 * @param seen of a part that looks at values, those it saw, none when there were none; null for a
 *     part that is made of others
 * @param parts what it is made of
 */
public record Explanation(
    String what, boolean held, @Nullable List<String> seen, List<Explanation> parts) {
  private static final int MOST_SEEN = 8;
  private static final int LONGEST = 200;

  public Explanation {
    seen = seen == null ? null : List.copyOf(seen);
    parts = List.copyOf(parts);
  }

  /** A part that is made of others. */
  public static Explanation of(String what, boolean held, List<Explanation> parts) {
    return new Explanation(what, held, null, parts);
  }

  /** A part that looks at values; of many only the first are kept, of long ones the beginning. */
  public static Explanation leaf(String what, boolean held, List<String> seen) {
    List<String> kept = seen.stream().limit(MOST_SEEN).map(Explanation::cut).toList();
    return new Explanation(what, held, kept, List.of());
  }

  /** Whether the same parts held in both, whatever values they saw. */
  public boolean isAlike(Explanation other) {
    if (held != other.held || parts.size() != other.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isAlike(other.parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
