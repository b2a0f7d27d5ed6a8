package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Chars of a regular expression of the engine, as the store writes them: one with all its cases, a
 * class, or any char where the store cannot be told which.
 */
final class RegexClass {
  /** Any char. */
  static final String ANY = ".";

  /** What stands in the store where a text had half a char. */
  private static final int[] STAND_INS = {'?', 0xfffd};

  /** So many chars are written out with all their cases. */
  private static final int LONGEST_CASED = 512;

  /** The letters of another alphabet that are one with k and s, case aside. */
  private static final String LIKE_LETTERS = "\u017f\u212a";

  private record Range(int low, int high) {}

  private final boolean ignoresCase;
  private final List<Range> ranges = new ArrayList<>();
  private boolean isOpen;

  private RegexClass(boolean ignoresCase) {
    this.ignoresCase = ignoresCase;
  }

  /** One char. */
  static String one(int point, boolean ignoresCase) {
    if (point > Character.MAX_VALUE) {
      return ignoresCase && Character.isLetter(point) ? ANY : Character.toString(point);
    }
    return FoldedRegex.of((char) point, !ignoresCase);
  }

  /** The class whose opening bracket has been read. */
  static String bracketed(RegexText in, boolean ignoresCase) throws RegexNotUnderstood {
    RegexClass made = new RegexClass(ignoresCase);
    boolean isNegated = in.skip("^");
    boolean isFirst = true;
    while (isFirst || !in.skip("]")) {
      isFirst = false;
      made.item(in);
    }
    return isNegated ? made.allBut() : made.text();
  }

  /** What the escape that has begun stands for. */
  static String escaped(RegexText in, boolean ignoresCase) throws RegexNotUnderstood {
    int kind = in.next();
    return switch (kind) {
      case 'd' -> "[0-9]";
      case 'w' -> "[0-9A-Z_a-z" + (ignoresCase ? LIKE_LETTERS : "") + "]";
      case 's' -> "[\t\n\f\r ]";
      case 'D' -> "[^0-9]";
      case 'W' -> "[^0-9A-Z_a-z]";
      case 'S' -> "[^\t\n\f\r ]";
      default -> one(point(kind, in), ignoresCase);
    };
  }

  /** The char that comes, which means itself. */
  static String literal(RegexText in, boolean ignoresCase) throws RegexNotUnderstood {
    return one(whole(in.next()), ignoresCase);
  }

  private void item(RegexText in) throws RegexNotUnderstood {
    if (in.skip("[:")) {
      isOpen = true;
      if (!in.skipPast(':') || !in.skip("]")) {
        throw new RegexNotUnderstood();
      }
      return;
    }
    if (in.skip("\\d")) {
      ranges.add(new Range('0', '9'));
      return;
    }
    if (in.skip("\\w")) {
      ranges.add(new Range('0', '9'));
      ranges.add(new Range('A', 'Z'));
      ranges.add(new Range('_', '_'));
      ranges.add(new Range('a', 'z'));
      return;
    }
    if (in.skip("\\s")) {
      "\t\n\f\r ".chars().forEach(c -> ranges.add(new Range(c, c)));
      return;
    }
    if (in.skip("\\D") || in.skip("\\W") || in.skip("\\S")) {
      isOpen = true;
      return;
    }
    int low = point(in);
    boolean isRange = in.isBefore("-") && !in.isBefore("-]");
    if (isRange) {
      in.skip("-");
    }
    int high = isRange ? point(in) : low;
    if (high < low) {
      throw new RegexNotUnderstood();
    }
    isOpen |= low <= Character.MAX_SURROGATE && high >= Character.MIN_SURROGATE;
    ranges.add(new Range(low, high));
  }

  private static int point(RegexText in) throws RegexNotUnderstood {
    int point = in.next();
    return point == '\\' ? point(in.next(), in) : whole(point);
  }

  /** The char an escape of this kind stands for. */
  private static int point(int kind, RegexText in) throws RegexNotUnderstood {
    return switch (kind) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case 'x' -> {
        boolean isBraced = in.skip("{");
        int point = in.hex(isBraced ? 6 : 2);
        if (isBraced && !in.skip("}")) {
          throw new RegexNotUnderstood();
        }
        yield whole(point);
      }
      default -> {
        if (kind < 0 || kind == '_' || kind >= 128 || Character.isLetterOrDigit(kind)) {
          throw new RegexNotUnderstood();
        }
        yield kind;
      }
    };
  }

  private static int whole(int point) throws RegexNotUnderstood {
    boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (isHalf || !Character.isValidCodePoint(point)) {
      throw new RegexNotUnderstood();
    }
    return point;
  }

  private String text() {
    if (isOpen) {
      return ANY;
    }
    StringBuilder inside = new StringBuilder();
    int cased = 0;
    for (Range range : ranges) {
      cased += range.high - range.low + 1;
      if (ignoresCase && (cased > LONGEST_CASED || range.high > Character.MAX_VALUE)) {
        return ANY;
      }
      write(range, inside);
      for (int c = range.low; ignoresCase && c <= range.high; c++) {
        String cases = FoldedRegex.of((char) c, false);
        inside.append(cases.startsWith("[") ? cases.substring(1, cases.length() - 1) : "");
      }
    }
    return "[" + inside + "]";
  }

  /** Cases are left out: what is not excluded is only more. */
  private String allBut() {
    StringBuilder inside = new StringBuilder();
    for (Range range : ranges) {
      int low = range.low;
      for (int standIn : STAND_INS) {
        if (low <= standIn && standIn <= range.high) {
          write(new Range(low, standIn - 1), inside);
          low = standIn + 1;
        }
      }
      write(new Range(low, range.high), inside);
    }
    return isOpen || inside.isEmpty() ? ANY : "[^" + inside + "]";
  }

  /** To the store what is escaped begins no range: it is written by itself. */
  private static void write(Range range, StringBuilder out) {
    int low = range.low;
    while (low <= range.high && one(low, false).startsWith("\\")) {
      out.append(one(low++, false));
    }
    if (low <= range.high) {
      out.append(one(low, false));
      if (low < range.high) {
        out.append('-').append(one(range.high, false));
      }
    }
  }
}
