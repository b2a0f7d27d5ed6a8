package songlam.core.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;

/** Answers a query for one event in memory. Safe for any number of threads. */
public final class EventMatcher {
  /** Fields a bare word is looked for in, beside the words of {@code message}. */
  public static final List<EcsField> KEY_FIELDS =
      List.of(
          EcsField.HOST_NAME,
          EcsField.USER_NAME,
          EcsField.SOURCE_IP,
          EcsField.DESTINATION_IP,
          EcsField.PROCESS_NAME,
          EcsField.EVENT_ACTION,
          EcsField.EVENT_DATASET);

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");

  private EventMatcher() {}

  /** Whether the event is what the query asks for. */
  public static boolean matches(Query query, Event event) {
    return switch (query) {
      case Query.Everything _ -> true;
      case Query.And(var parts) -> parts.stream().allMatch(part -> matches(part, event));
      case Query.Or(var parts) -> parts.stream().anyMatch(part -> matches(part, event));
      case Query.Not(var part) -> !matches(part, event);
      case Query.Exists(var field) -> !values(event, field).isEmpty();
      case Query.Is(var field, var value) -> is(event, field, value);
      case Query.Like(var field, var pattern) -> like(event, field, pattern);
      case Query.Fits(var field, var regex) -> fits(event, field, regex);
      case Query.Between between -> between(event, between);
      case Query.InNetwork(var field, var network) -> inNetwork(event, field, network);
      case Query.Word(var pattern) -> word(event, pattern);
    };
  }

  private static boolean is(Event event, String field, String wanted) {
    EcsType type = type(field);
    if (type == EcsType.TEXT) {
      List<String> phrase = words(wanted);
      return any(event, field, value -> holdsPhrase(words(value), phrase));
    }
    Comparable<?> key = Values.of(type, wanted);
    return key != null && any(event, field, value -> key.equals(Values.of(type, value)));
  }

  private static boolean like(Event event, String field, String pattern) {
    boolean prose = type(field) == EcsType.TEXT;
    Glob glob = new Glob(prose ? pattern.toLowerCase(Locale.ROOT) : pattern);
    return any(
        event,
        field,
        value -> prose ? words(value).stream().anyMatch(glob::matches) : glob.matches(value));
  }

  private static boolean fits(Event event, String field, String regex) {
    com.google.re2j.Pattern pattern =
        com.google.re2j.Pattern.compile(regex, com.google.re2j.Pattern.DOTALL);
    boolean prose = type(field) == EcsType.TEXT;
    return any(
        event,
        field,
        value ->
            prose
                ? words(value).stream().anyMatch(word -> pattern.matcher(word).matches())
                : pattern.matcher(value).matches());
  }

  private static boolean between(Event event, Query.Between between) {
    EcsType type = type(between.field());
    return any(
        event,
        between.field(),
        value ->
            isBeyond(type, value, between.low(), between.lowIncluded(), 1)
                && isBeyond(type, value, between.high(), between.highIncluded(), -1));
  }

  private static boolean isBeyond(
      EcsType type, String value, @Nullable String end, boolean included, int side) {
    if (end == null) {
      return true;
    }
    @SuppressWarnings("unchecked") // both come from one type of Values.of
    Comparable<Object> found = (Comparable<Object>) Values.of(type, value);
    Object limit = Values.of(type, end);
    if (found == null || limit == null) {
      return false;
    }
    int order = Integer.signum(found.compareTo(limit));
    return order == side || (included && order == 0);
  }

  private static boolean inNetwork(Event event, String field, String network) {
    String[] ends = Values.network(network);
    return ends != null
        && any(
            event,
            field,
            value -> {
              Comparable<?> key = Values.of(EcsType.IP, value);
              return key instanceof String text
                  && text.compareTo(ends[0]) >= 0
                  && text.compareTo(ends[1]) <= 0;
            });
  }

  private static boolean word(Event event, String pattern) {
    String plain = QueryParser.literal(pattern);
    String message = EcsField.MESSAGE.fieldName();
    if (plain == null) {
      return like(event, message, pattern)
          || KEY_FIELDS.stream()
              .filter(field -> Values.hasPatterns(field.type()))
              .anyMatch(field -> like(event, field.fieldName(), pattern));
    }
    return is(event, message, plain)
        || KEY_FIELDS.stream().anyMatch(field -> is(event, field.fieldName(), plain));
  }

  private static EcsType type(String field) {
    EcsType known = Values.type(field);
    return known == null ? EcsType.KEYWORD : known;
  }

  private static boolean any(Event event, String field, Predicate<String> test) {
    return values(event, field).stream().anyMatch(test);
  }

  /** The values of a field, of the vocabulary or a vendor's, as texts; none when it is absent. */
  public static List<String> values(Event event, String field) {
    if (field.equals("@timestamp")) {
      return List.of(Long.toString(event.timestamp()));
    }
    EcsField known = EcsField.named(field);
    if (known != null) {
      return event.texts(known);
    }
    Object value = event.vendor().get(field);
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static boolean holdsPhrase(List<String> words, List<String> phrase) {
    return !phrase.isEmpty() && Collections.indexOfSubList(words, phrase) >= 0;
  }
}
