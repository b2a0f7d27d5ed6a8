package songlam.core.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about events, as a tree. Field names are dotted: those of {@code EcsField}, and vendor
 * names.
 */
public sealed interface Query {
  /** Every event. */
  record Everything() implements Query {}

  /** All parts hold. */
  record And(List<Query> parts) implements Query {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part holds. */
  record Or(List<Query> parts) implements Query {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The part does not hold. */
  record Not(Query part) implements Query {}

  /** The field is present. */
  record Exists(String field) implements Query {}

  /** One value of the field equals this; in prose, its words stand there in this order. */
  record Is(String field, String value) implements Query {}

  /**
   * One value of the field fits the pattern.
   *
   * @param pattern {@code *} any run, {@code ?} one character, a backslash before either or before
   *     itself means the character
   */
  record Like(String field, String pattern) implements Query {}

  /**
   * One value of the field fits the regular expression in whole; in prose, one of its words does. A
   * value too long for the store to look into fits always.
   *
   * @param regex of literals, classes, {@code .}, {@code .*} and {@code |} only, which mean the
   *     same to RE2 and to Lucene; {@code .*} alone asks whether the field is there
   */
  record Fits(String field, String regex) implements Query {
    /** Fits every value. */
    public static final String ANY = ".*";
  }

  /**
   * One value of the field lies between.
   *
   * @param low null means no lower end
   * @param high null means no upper end
   */
  record Between(
      String field,
      @Nullable String low,
      boolean lowIncluded,
      @Nullable String high,
      boolean highIncluded)
      implements Query {}

  /** An address in this network, {@code 192.0.2.0/24}. */
  record InNetwork(String field, String network) implements Query {}

  /**
   * The word is found in the message or equals a value of a key field.
   *
   * @param pattern as in {@link Like}
   */
  record Word(String pattern) implements Query {}
}
