package songlam.core.detect.sigma;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.ValueTest;
import songlam.core.detect.match.ValueTest.DatePart.Part;

/** Numbers between two ends, each of which is part of it or not. */
record Span(double low, boolean hasLow, double high, boolean hasHigh) {
  private static final Span ALL =
      new Span(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

  /** What all comparisons of numbers among these leave. */
  static Span ofNumbers(List<ValueTest> tests) {
    Span span = ALL;
    for (ValueTest test : tests) {
      if (test instanceof ValueTest.Compared compared) {
        span = span.and(of(compared));
      }
    }
    return span;
  }

  /** What all tests of each part of a moment leave of it. */
  static Stream<Span> ofParts(List<ValueTest> tests) {
    Map<Part, Span> spans = new EnumMap<>(Part.class);
    for (ValueTest test : tests) {
      if (test instanceof ValueTest.DatePart date) {
        Span whole =
            switch (date.comparison()) {
              case MORE -> of(Comparison.AT_LEAST, date.limit() + 1.0);
              case LESS -> of(Comparison.AT_MOST, date.limit() - 1.0);
              case AT_LEAST, AT_MOST, EQUAL -> of(date.comparison(), date.limit());
            };
        spans.merge(date.part(), whole, Span::and);
      }
    }
    return spans.values().stream();
  }

  static Span of(ValueTest.Compared test) {
    return of(test.comparison(), test.limit());
  }

  private static Span of(Comparison comparison, double limit) {
    return switch (comparison) {
      case LESS -> new Span(ALL.low, true, limit, false);
      case AT_MOST -> new Span(ALL.low, true, limit, true);
      case EQUAL -> new Span(limit, true, limit, true);
      case AT_LEAST -> new Span(limit, true, ALL.high, true);
      case MORE -> new Span(limit, false, ALL.high, true);
    };
  }

  private Span and(Span other) {
    boolean isLower = low < other.low || low == other.low && hasLow;
    boolean isHigher = high > other.high || high == other.high && hasHigh;
    return new Span(
        isLower ? other.low : low,
        isLower ? other.hasLow : hasLow,
        isHigher ? other.high : high,
        isHigher ? other.hasHigh : hasHigh);
  }

  /** Whether any number is in it. */
  boolean isOpen() {
    return low < high || low == high && hasLow && hasHigh;
  }

  /** Whether it leaves something out, and the other one has all of it. */
  boolean isWithin(Span other) {
    return !equals(ALL) && equals(and(other));
  }
}
