package songlam.core.detect.sigma;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/**
 * What tests that one value must pass say of it. Careful: what it calls impossible is, and what it
 * calls sure is.
 */
final class OneValue {
  private static final BitSet CASED = cased();

  private final List<ValueTest> tests;

  /** What the value must be, letter case apart and as it stands. */
  private final Set<String> folded = new HashSet<>();

  private final Set<String> exact = new HashSet<>();

  OneValue(List<ValueTest> tests) {
    this.tests = List.copyOf(tests);
    for (ValueTest test : tests) {
      if (test instanceof ValueTest.Literal(var place, var text, var isCased)
          && place == Place.WHOLE) {
        folded.add(Fold.fold(text));
        if (isCased) {
          exact.add(text);
        }
      }
    }
  }

  /** Whether some value could pass all of them. */
  boolean isPossible() {
    return folded.size() <= 1
        && exact.size() <= 1
        && folded.stream().allMatch(text -> tests.stream().allMatch(test -> mayPass(text, test)))
        && exact.stream()
            .allMatch(text -> tests.stream().allMatch(t -> t.holds(text, Fold.fold(text))))
        && endsAgree()
        && Span.ofNumbers(tests).isOpen()
        && Span.ofParts(tests).allMatch(Span::isOpen);
  }

  /** Whether a value that passes all of them passes this one too. */
  boolean isSure(ValueTest test) {
    boolean isKnown =
        folded.stream().anyMatch(text -> isOfFolded(test, text) && test.holds(text, text))
            || exact.stream().anyMatch(text -> test.holds(text, Fold.fold(text)));
    return isKnown
        || switch (test) {
          case ValueTest.Literal literal ->
              tests.stream().anyMatch(t -> t instanceof ValueTest.Literal l && implies(l, literal));
          case ValueTest.Compared compared -> Span.ofNumbers(tests).isWithin(Span.of(compared));
          case ValueTest.Wildcards _, ValueTest.Regex _, ValueTest.Within _, ValueTest.DatePart _ ->
              false;
        };
  }

  /** Whether a value that is this text, letter case apart, could pass. */
  private static boolean mayPass(String text, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var literal, _) -> place.holds(text, Fold.fold(literal));
      case ValueTest.Wildcards(var glob, _) ->
          new ValueTest.Wildcards(glob, false).holds(text, text);
      case ValueTest.Regex _, ValueTest.Within _, ValueTest.Compared _, ValueTest.DatePart _ ->
          !isOfFolded(test, text) || test.holds(text, text);
    };
  }

  /** Whether the test says the same of every value that is this text, letter case apart. */
  private static boolean isOfFolded(ValueTest test, String text) {
    return switch (test) {
      case ValueTest.Literal(_, _, var isCased) -> !isCased || hasOneCase(text);
      case ValueTest.Wildcards(_, var isCased) -> !isCased || hasOneCase(text);
      case ValueTest.Compared _, ValueTest.Within _ -> true;
      case ValueTest.Regex _, ValueTest.DatePart _ -> hasOneCase(text);
    };
  }

  private static boolean hasOneCase(String text) {
    return text.chars().noneMatch(CASED::get);
  }

  /** Chars that another one is folded to. */
  private static BitSet cased() {
    BitSet cased = new BitSet();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      char folded = Fold.fold((char) c);
      if (folded != c) {
        cased.set(folded);
        cased.set(c);
      }
    }
    return cased;
  }

  /** Of two beginnings one must begin the other; of two ends, as well. */
  private boolean endsAgree() {
    for (ValueTest one : tests) {
      for (ValueTest other : tests) {
        if (one instanceof ValueTest.Literal a
            && other instanceof ValueTest.Literal b
            && a.place() == b.place()
            && a.text().length() <= b.text().length()
            && !(a.place() == Place.ANYWHERE || agree(a, b))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean agree(ValueTest.Literal shorter, ValueTest.Literal longer) {
    boolean isExact = shorter.cased() && longer.cased();
    String some = isExact ? shorter.text() : Fold.fold(shorter.text());
    String more = isExact ? longer.text() : Fold.fold(longer.text());
    return shorter.place().holds(more, some);
  }

  private static boolean implies(ValueTest.Literal held, ValueTest.Literal asked) {
    if (asked.cased() && !held.cased()) {
      return false;
    }
    String text = asked.cased() ? held.text() : Fold.fold(held.text());
    return switch (asked.place()) {
      case WHOLE -> held.place() == Place.WHOLE && text.equals(asked.text());
      case START ->
          (held.place() == Place.START || held.place() == Place.WHOLE)
              && text.startsWith(asked.text());
      case END ->
          (held.place() == Place.END || held.place() == Place.WHOLE) && text.endsWith(asked.text());
      case ANYWHERE -> text.contains(asked.text());
    };
  }
}
