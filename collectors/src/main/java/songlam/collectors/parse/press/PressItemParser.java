package songlam.collectors.parse.press;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.observation.PressItem;
import songlam.core.event.observation.Where;
import songlam.core.registry.Commune;
import songlam.core.registry.Gazetteer;

/**
 * Articles as the feed listener journals them: {@code {feed, url, title, summary, published}}. The
 * story an article tells is its topic and the commune it names; without a topic, its own title. An
 * article is observed when its feed is read; one that is older than three hours then is past, and
 * dated as its paper dates it: a feed that is read for the first time, or again after days, tells
 * no wave of this hour.
 */
public final class PressItemParser implements Parser {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Younger articles are what happens now: correlated together, however often a feed is asked. */
  private static final long PAST_MILLIS = 3 * 3_600_000L;

  private final Gazetteer gazetteer = new Gazetteer();
  private final Topics topics = new Topics();

  @Override
  public ParseResult parse(RawRecord record) {
    JsonNode item;
    try {
      item = JSON.readTree(record.payload());
    } catch (IOException e) {
      return new Rejected(Reason.MALFORMED, "press item: not JSON (expected: one object)");
    }
    String title = item.path("title").asText("");
    String url = item.path("url").asText("");
    if (title.isBlank() || url.isBlank()) {
      return new Rejected(Reason.MALFORMED, "press item: (expected: title and url)");
    }
    return Parsed.one(
        observation(record, item, title, url).toEvent().documentId("press-" + digest(url)));
  }

  private PressItem observation(RawRecord record, JsonNode item, String title, String url) {
    String summary = item.path("summary").asText("");
    String text = title + " " + summary;
    List<Commune> communes = gazetteer.namedIn(text);
    String topic = topics.of(text);
    String place = communes.isEmpty() ? "" : communes.getFirst().code();
    long published = item.path("published").asLong(record.receivedAt());
    boolean past = published > 0 && published < record.receivedAt() - PAST_MILLIS;
    return new PressItem(
        past ? published : record.receivedAt(),
        item.path("feed").asText(""),
        url,
        title,
        summary,
        published,
        topic.isEmpty() ? title.toLowerCase(Locale.ROOT) : topic + "@" + place,
        topics.tone(text),
        communes.stream().map(Commune::code).toList(),
        communes.isEmpty() ? Where.UNKNOWN : where(communes.getFirst()));
  }

  private static Where where(Commune commune) {
    return new Where(commune.fullName(), commune.code(), commune.centre());
  }

  /** Two independent 32-bit hashes of the address: enough to keep a day's articles apart. */
  private static String digest(String url) {
    return Integer.toHexString(url.hashCode())
        + Integer.toHexString(new StringBuilder(url).reverse().toString().hashCode());
  }
}
