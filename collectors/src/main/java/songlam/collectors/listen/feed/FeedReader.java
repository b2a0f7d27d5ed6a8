package songlam.collectors.listen.feed;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

/** RSS, RDF and Atom by ROME; external entities and DOCTYPEs are refused. */
public final class FeedReader {
  private FeedReader() {}

  /**
   * The items of a feed as JSON objects {@code feed, url, title, summary, published}; the last in
   * milliseconds, absent when the paper does not say.
   *
   * @param contentType as the server named it; the document's own word on its encoding comes second
   * @throws MalformedFeedException when the bytes are no feed
   */
  public static List<JsonObject> items(String paper, String contentType, byte[] body)
      throws IOException {
    return entries(paper, contentType, body).stream()
        .filter(item -> !item.getString("url").isBlank())
        .toList();
  }

  /** All items, those without an address too, which nobody could tell apart or open. */
  static List<JsonObject> entries(String paper, String contentType, byte[] body)
      throws IOException {
    SyndFeed feed = parse(contentType, body);
    List<JsonObject> items = new ArrayList<>();
    for (SyndEntry entry : feed.getEntries()) {
      String url = entry.getLink() != null ? entry.getLink() : entry.getUri();
      JsonObject item =
          new JsonObject()
              .put("feed", paper)
              .put("url", url == null ? "" : url.strip())
              .put("title", text(entry.getTitle()))
              .put(
                  "summary",
                  entry.getDescription() == null ? "" : text(entry.getDescription().getValue()));
      Date published =
          entry.getPublishedDate() != null ? entry.getPublishedDate() : entry.getUpdatedDate();
      if (published != null) {
        item.put("published", published.getTime());
      }
      items.add(item);
    }
    return items;
  }

  private static SyndFeed parse(String contentType, byte[] body) throws IOException {
    SyndFeedInput input = new SyndFeedInput();
    input.setAllowDoctypes(false);
    try {
      return input.build(
          new XmlReader(new ByteArrayInputStream(printable(body)), contentType, true));
    } catch (FeedException | RuntimeException e) {
      // ROME answers some broken documents with unchecked exceptions of any kind.
      throw new MalformedFeedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Papers paste control characters into titles; XML has no place for them (section 2.2). */
  private static byte[] printable(byte[] body) {
    boolean isUtf16 =
        body.length > 1
            && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xfe || body[0] == (byte) 0xff);
    if (isUtf16) {
      return body;
    }
    byte[] clean = new byte[body.length];
    int length = 0;
    for (byte b : body) {
      boolean isControl = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t';
      if (!isControl) {
        clean[length++] = b;
      }
    }
    return length == body.length ? body : Arrays.copyOf(clean, length);
  }

  /** Tags away, white space folded; what is shown is escaped by the pages anyhow. */
  private static String text(String html) {
    if (html == null) {
      return "";
    }
    return org.jsoup.Jsoup.parse(html).text();
  }
}
