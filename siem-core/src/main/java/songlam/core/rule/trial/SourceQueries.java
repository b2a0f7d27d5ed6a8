package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.Source;
import songlam.core.detect.match.ValueTest;
import songlam.core.event.AddressBlock;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.query.Query;
import songlam.core.query.Values;

/** What the store can be asked about one place of an event, by the place's type. */
final class SourceQueries {
  /** The store refuses expressions of more than 1,000 characters. */
  static final int LONGEST_REGEX = 900;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9]\\d{0,17}");
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_]+");

  /** Words this long are cut by the store: one that is may hold anything across the cut. */
  private static final String LONG_WORD = ".{255}";

  /**
   * What stands for {@code ?}: a char of the engine may be half of what the store counts as one,
   * and exact counts make large automata.
   */
  private static final String ANY_CHAR = Query.Fits.ANY;

  /** Up to here each whole number is a double of its own. */
  private static final double EXACT = 1L << 53;

  private final Consumer<String> widened;

  /**
   * @param widened hears what could not be asked for
   */
  SourceQueries(Consumer<String> widened) {
    this.widened = widened;
  }

  /** The source has a value. */
  Query present(Source source) {
    return switch (source) {
      case Source.Time _ -> new Query.Everything();
      case Source.Everywhere _, Source.Under _ -> everything(source);
      case Source.Joined(var parts, _) -> present(parts.getLast());
      case Source.RegistryValue(var value, _) -> present(value);
      case Source.Hashes(var hashes) ->
          new Query.Or(hashes.stream().map(hash -> present(new Source.Ecs(hash.field()))).toList());
      case Source.Vendor(var name) -> new Query.Fits(name, Query.Fits.ANY);
      case Source.Ecs(var field) -> {
        if (field == EcsField.EVENT_ORIGINAL) {
          yield everything(source);
        }
        yield field.type() == EcsType.KEYWORD
            ? new Query.Fits(field.fieldName(), Query.Fits.ANY)
            : new Query.Exists(field.fieldName());
      }
    };
  }

  /** A value of the source passes the test. */
  Query of(Source source, ValueTest test) {
    return switch (source) {
      case Source.Vendor(var name) -> text(source, name, test);
      case Source.Ecs(var field) when field != EcsField.EVENT_ORIGINAL ->
          switch (field.type()) {
            case KEYWORD -> text(source, field.fieldName(), test);
            case TEXT -> prose(source, field.fieldName(), test);
            case IP -> address(source, field.fieldName(), test);
            case LONG -> number(source, field.fieldName(), test);
            case BOOLEAN -> flag(source, field.fieldName(), test);
            case DOUBLE, DATE, GEO_POINT -> any(source, test);
          };
      case Source.Ecs _,
          Source.Time _,
          Source.Everywhere _,
          Source.Under _,
          Source.Joined _,
          Source.RegistryValue _,
          Source.Hashes _ ->
          any(source, test);
    };
  }

  private Query text(Source source, String name, ValueTest test) {
    List<String> regexes =
        switch (test) {
          case ValueTest.Literal(var place, var text, var cased) ->
              List.of(FoldedRegex.of(place, text, cased));
          case ValueTest.Wildcards(var glob, var cased) ->
              List.of(glob.regex(text -> FoldedRegex.of(Place.WHOLE, text, cased), ANY_CHAR));
          case ValueTest.Regex regex -> wider(regex);
          case ValueTest.Within _, ValueTest.Compared _, ValueTest.DatePart _ -> List.of();
        };
    boolean isAskable =
        regexes.stream().noneMatch(r -> r.equals(Query.Fits.ANY) || r.length() > LONGEST_REGEX);
    if (regexes.isEmpty() || !isAskable) {
      return any(source, test);
    }
    List<Query> fits = new ArrayList<>();
    regexes.forEach(regex -> fits.add(new Query.Fits(name, regex)));
    return fits.size() == 1 ? fits.getFirst() : new Query.Or(fits);
  }

  private static List<String> wider(ValueTest.Regex regex) {
    int flags = regex.pattern().flags();
    boolean ignoresCase = (flags & com.google.re2j.Pattern.CASE_INSENSITIVE) != 0;
    boolean isMultiline = (flags & com.google.re2j.Pattern.MULTILINE) != 0;
    return WiderRegex.of(regex.pattern().pattern(), ignoresCase, isMultiline).orElse(List.of());
  }

  /** Prose is kept as words: the longest run of letters and digits stands within one. */
  private Query prose(Source source, String name, ValueTest test) {
    String text =
        switch (test) {
          case ValueTest.Literal(_, var literal, _) -> literal;
          case ValueTest.Wildcards(var glob, _) -> glob.longestLiteral();
          case ValueTest.Regex _, ValueTest.Within _, ValueTest.Compared _, ValueTest.DatePart _ ->
              "";
        };
    String longest = "";
    Matcher runs = RUN.matcher(text);
    while (runs.find()) {
      longest = runs.group().length() > longest.length() ? runs.group() : longest;
    }
    if (longest.isEmpty()) {
      return any(source, test);
    }
    String run = longest.substring(0, Math.min(100, longest.length()));
    return new Query.Or(
        List.of(
            new Query.Fits(name, FoldedRegex.of(Place.ANYWHERE, run, false)),
            new Query.Fits(name, LONG_WORD)));
  }

  private Query address(Source source, String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, _)
          when place == Place.WHOLE && Values.of(EcsType.IP, text) != null ->
          new Query.Is(name, text);
      case ValueTest.Within(var block) -> new Query.InNetwork(name, network(block));
      default -> any(source, test);
    };
  }

  private Query number(Source source, String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, _)
          when place == Place.WHOLE && WHOLE_NUMBER.matcher(text).matches() ->
          new Query.Is(name, text);
      case ValueTest.Compared(var comparison, var limit) when Math.abs(limit) < EXACT ->
          between(name, comparison, limit);
      default -> any(source, test);
    };
  }

  private static Query between(String name, Comparison comparison, double limit) {
    String low = Long.toString((long) Math.floor(limit));
    String high = Long.toString((long) Math.ceil(limit));
    return switch (comparison) {
      case LESS, AT_MOST -> new Query.Between(name, null, true, high, true);
      case MORE, AT_LEAST -> new Query.Between(name, low, true, null, true);
      case EQUAL -> new Query.Between(name, low, true, high, true);
    };
  }

  private Query flag(Source source, String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, var cased)
          when place == Place.WHOLE && !cased && (text.equals("true") || text.equals("false")) ->
          new Query.Is(name, text);
      default -> any(source, test);
    };
  }

  private Query any(Source source, ValueTest test) {
    widened.accept(source + ": " + words(test));
    return present(source);
  }

  private Query everything(Source source) {
    widened.accept(source.toString());
    return new Query.Everything();
  }

  private static String words(ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(_, var text, _) -> text;
      case ValueTest.Wildcards(var glob, _) -> glob.toString();
      case ValueTest.Regex(var text, _) -> text;
      case ValueTest.Within(var block) -> network(block);
      case ValueTest.Compared(var comparison, var limit) -> comparison + " " + limit;
      case ValueTest.DatePart(var part, var comparison, var limit) ->
          part + " " + comparison + " " + limit;
    };
  }

  /** The block in IPv6, where IPv4 lies as ::ffff:0:0/96. */
  private static String network(AddressBlock block) {
    boolean isOld = block.high() == 0 && block.low() >>> 32 == 0xffff && block.length() >= 96;
    if (isOld) {
      long low = block.low();
      return "%d.%d.%d.%d/%d"
          .formatted(
              low >>> 24 & 255, low >>> 16 & 255, low >>> 8 & 255, low & 255, block.length() - 96);
    }
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long half = i < 4 ? block.high() : block.low();
      groups.add(Long.toHexString(half >>> (48 - 16 * (i & 3)) & 0xffff));
    }
    return String.join(":", groups) + "/" + block.length();
  }
}
