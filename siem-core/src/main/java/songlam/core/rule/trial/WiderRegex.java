package songlam.core.rule.trial;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import songlam.core.query.Query;

/**
 * A regular expression of the engine (RE2 syntax, found anywhere in a value) as expressions of the
 * store (Lucene syntax, of whole values), one of which fits every value the engine's is found in.
 * What would make a large automaton there is wider: high counts, long rows of classes, places
 * within a value. What is not understood is not asked.
 */
final class WiderRegex {
  private static final String ANYTHING = Query.Fits.ANY;
  private static final String NOTHING = "()";

  /** So often is written out what has to come several times. */
  private static final int MOST_WRITTEN_OUT = 4;

  /** So many classes stand in one branch: each may double the automaton. */
  private static final int MOST_CLASSES = 12;

  private static final int DEEPEST = 50;

  private final RegexText in;
  private boolean ignoresCase;
  private boolean isMultiline;
  private int classes;
  private int depth;

  private WiderRegex(String regex, boolean ignoresCase, boolean isMultiline) {
    this.in = new RegexText(regex);
    this.ignoresCase = ignoresCase;
    this.isMultiline = isMultiline;
  }

  /**
   * @param regex as its author wrote it
   * @return one of these must fit; empty when the store cannot be asked for less than everything
   */
  static Optional<List<String>> of(String regex, boolean ignoresCase, boolean isMultiline) {
    try {
      List<String> whole = new WiderRegex(regex, ignoresCase, isMultiline).whole();
      return whole.contains(ANYTHING) ? Optional.empty() : Optional.of(whole);
    } catch (RegexNotUnderstood e) {
      return Optional.empty();
    }
  }

  private List<String> whole() throws RegexNotUnderstood {
    Set<String> branches = new LinkedHashSet<>();
    do {
      branches.add(branch());
    } while (in.skip("|"));
    if (!in.isAtEnd()) {
      throw new RegexNotUnderstood();
    }
    return List.copyOf(branches);
  }

  /** A branch of the whole, with what may stand before and behind it. */
  private String branch() throws RegexNotUnderstood {
    classes = 0;
    readFlags();
    boolean isBegin = (in.skip("\\A") || (!isMultiline && in.skip("^"))) && count().least() > 0;
    Row row = new Row();
    row.add(isBegin ? "" : ANYTHING);
    row.add(sequence(row) ? "" : ANYTHING);
    return row.isEmpty() ? NOTHING : row.toString();
  }

  /** Parts one after the other; anything beside anything is one. */
  private static final class Row {
    private final StringBuilder text = new StringBuilder();
    private boolean endsOpen;

    void add(String part) {
      boolean isSaid = endsOpen && part.equals(ANYTHING);
      if (!part.isEmpty() && !isSaid) {
        text.append(part);
        endsOpen = part.equals(ANYTHING);
      }
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** Reads up to the end of a branch; whether it ends where the value does. */
  private boolean sequence(Row row) throws RegexNotUnderstood {
    boolean isEnd = false;
    while (!in.isAtEnd() && !in.isBefore("|") && !in.isBefore(")")) {
      if (in.skip("\\z") || (!isMultiline && in.skip("$"))) {
        isEnd = count().least() > 0;
      } else if (isWithoutWidth()) {
        count();
      } else if (!readFlags()) {
        isEnd = false;
        row.add(counted(atom()));
      }
    }
    return isEnd;
  }

  private boolean isWithoutWidth() {
    return in.skip("^") || in.skip("$") || in.skip("\\b") || in.skip("\\B") || in.skip("\\A");
  }

  private enum Kind {
    ANYTHING,
    ONE,
    CLASS,
    GROUP
  }

  private record Atom(Kind kind, String text) {}

  private Atom atom() throws RegexNotUnderstood {
    if (in.skip("(")) {
      String group = group();
      return new Atom(group.equals(ANYTHING) ? Kind.ANYTHING : Kind.GROUP, group);
    }
    if (in.skip(".")) {
      return new Atom(Kind.CLASS, RegexClass.ANY);
    }
    if (in.skip("[")) {
      return new Atom(Kind.CLASS, RegexClass.bracketed(in, ignoresCase));
    }
    if (in.skip("\\")) {
      boolean isClass = "dDsSwW".indexOf(in.peek()) >= 0;
      return new Atom(isClass ? Kind.CLASS : Kind.ONE, RegexClass.escaped(in, ignoresCase));
    }
    if (in.isBefore("*") || in.isBefore("+") || in.isBefore("?")) {
      throw new RegexNotUnderstood();
    }
    return new Atom(Kind.ONE, RegexClass.literal(in, ignoresCase));
  }

  /** The group whose parenthesis has been read; empty when nothing stands in it. */
  private String group() throws RegexNotUnderstood {
    boolean outside = ignoresCase;
    boolean outsideLines = isMultiline;
    if (++depth > DEEPEST) {
      throw new RegexNotUnderstood();
    }
    begin();
    Set<String> branches = new LinkedHashSet<>();
    do {
      Row row = new Row();
      sequence(row);
      branches.add(row.toString());
    } while (in.skip("|"));
    if (!in.skip(")")) {
      throw new RegexNotUnderstood();
    }
    depth--;
    ignoresCase = outside;
    isMultiline = outsideLines;
    boolean mayBeEmpty = branches.remove("");
    if (branches.isEmpty() || branches.contains(ANYTHING)) {
      return branches.isEmpty() ? "" : ANYTHING;
    }
    String all = "(" + String.join("|", branches) + ")";
    return mayBeEmpty ? "(" + all + "?)" : all;
  }

  /** What a group says of itself before it begins. */
  private void begin() throws RegexNotUnderstood {
    if (in.skip("?P<") || in.skip("?<")) {
      if (!in.skipPast('>')) {
        throw new RegexNotUnderstood();
      }
    } else if (in.isBefore("?")) {
      set(in.groupFlags().orElseThrow(RegexNotUnderstood::new));
    }
  }

  /** Goes past flags that hold from here on; whether there are any. */
  private boolean readFlags() throws RegexNotUnderstood {
    Optional<String> first = in.flags();
    for (Optional<String> next = first; next.isPresent(); next = in.flags()) {
      set(next.get());
      if (in.isBefore("{")) {
        throw new RegexNotUnderstood();
      }
    }
    return first.isPresent();
  }

  private void set(String flags) {
    boolean isOn = true;
    for (char flag : flags.toCharArray()) {
      switch (flag) {
        case '-' -> isOn = false;
        case 'i' -> ignoresCase = isOn;
        case 'm' -> isMultiline = isOn;
        default -> {}
      }
    }
  }

  /** The atom as often as it has to come, or as few times as the store need know of. */
  private String counted(Atom atom) throws RegexNotUnderstood {
    Count count = count();
    String text = atom.text();
    boolean isAnyChar = text.equals(RegexClass.ANY);
    if (text.isEmpty()) {
      return "";
    }
    if (atom.kind() == Kind.ANYTHING || (isAnyChar && !count.isOnce())) {
      return ANYTHING;
    }
    if (count.least() == 0) {
      return text + (count.most() == 1 ? "?" : "*");
    }
    if (atom.kind() == Kind.GROUP) {
      return text + (count.isOnce() ? "" : "+");
    }
    int written = Math.min(count.least(), MOST_WRITTEN_OUT);
    if (atom.kind() == Kind.CLASS) {
      classes += written;
      if (classes > MOST_CLASSES) {
        return ANYTHING;
      }
    }
    return text.repeat(written) + (count.most() == written ? "" : text + "*");
  }

  private record Count(int least, int most) {
    boolean isOnce() {
      return least == 1 && most == 1;
    }
  }

  private Count count() throws RegexNotUnderstood {
    Count count = new Count(1, 1);
    if (in.skip("*")) {
      count = new Count(0, Integer.MAX_VALUE);
    } else if (in.skip("+")) {
      count = new Count(1, Integer.MAX_VALUE);
    } else if (in.skip("?")) {
      count = new Count(0, 1);
    } else {
      int[] bounds = in.bounds();
      if (bounds.length == 0) {
        return count;
      }
      count = new Count(bounds[0], bounds[1]);
    }
    in.skip("?");
    return count;
  }
}
