package songlam.core.detect.match;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import org.jspecify.annotations.Nullable;
import songlam.core.event.AddressBlock;
import songlam.core.event.Timestamps;

/** A test of one value. Immutable. */
public sealed interface ValueTest {
  /**
   * Whether the value passes.
   *
   * @param folded the value through {@link Fold}
   */
  boolean holds(String value, String folded);

  /**
   * A text without wildcards.
   *
   * @param text folded unless {@code cased}
   */
  record Literal(Place place, String text, boolean cased) implements ValueTest {
    public Literal {
      text = cased ? text : Fold.fold(text);
    }

    @Override
    public boolean holds(String value, String folded) {
      return place.holds(cased ? value : folded, text);
    }
  }

  /** A text with wildcards inside. */
  record Wildcards(Glob glob, boolean cased) implements ValueTest {
    public Wildcards {
      glob = cased ? glob : glob.folded();
    }

    @Override
    public boolean holds(String value, String folded) {
      return glob.matches(cased ? value : folded);
    }
  }

  /**
   * A regular expression found anywhere in the value, in linear time.
   *
   * @param text as written, with its flags: what makes two of them equal
   */
  record Regex(String text, Pattern pattern) implements ValueTest {
    /** So often: {@code {2}}, {@code {2,}} or {@code {2,5}}; any other brace stands for itself. */
    public static final java.util.regex.Pattern REPETITION =
        java.util.regex.Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

    /**
     * @param flags of {@link Pattern}
     * @throws com.google.re2j.PatternSyntaxException when it is none, or one too large
     */
    public static Regex of(String regex, int flags) {
      RegexSize.check(regex);
      return new Regex("(?" + flags + ")" + regex, Pattern.compile(regex, flags));
    }

    @Override
    public boolean holds(String value, String folded) {
      return pattern.matcher(value).find();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Regex regex && regex.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** An address inside a block. */
  record Within(AddressBlock block) implements ValueTest {
    @Override
    public boolean holds(String value, String folded) {
      return block.holds(value);
    }
  }

  /** A number compared; a value that is no number does not pass. */
  record Compared(Comparison comparison, double limit) implements ValueTest {
    @Override
    public boolean holds(String value, String folded) {
      double number = Numbers.of(value);
      return !Double.isNaN(number) && comparison.holds(Double.compare(number, limit));
    }
  }

  /** A part of a moment, in UTC, compared. Moments are what {@link Timestamps#read} reads. */
  record DatePart(Part part, Comparison comparison, long limit) implements ValueTest {
    /** The parts a rule may ask for. */
    public enum Part {
      MINUTE(ChronoField.MINUTE_OF_HOUR),
      HOUR(ChronoField.HOUR_OF_DAY),
      DAY(ChronoField.DAY_OF_MONTH),
      WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
      MONTH(ChronoField.MONTH_OF_YEAR),
      YEAR(ChronoField.YEAR);

      private final TemporalField field;

      Part(TemporalField field) {
        this.field = field;
      }

      private long of(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).getLong(field);
      }
    }

    @Override
    public boolean holds(String value, String folded) {
      Long millis = Timestamps.read(value);
      return millis != null && comparison.holds(Long.compare(part.of(millis), limit));
    }
  }
}
