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
    SyndFeed feed = parse(contentType, body);
    List<JsonObject> items = new ArrayList<>();
    for (SyndEntry entry : feed.getEntries()) {
      String url = entry.getLink() != null ? entry.getLink() : entry.getUri();
      if (url == null || url.isBlank()) {
        continue;
      }
      JsonObject item =
          new JsonObject()
              .put("feed", paper)
              .put("url", url)
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
      return input.build(new XmlReader(new ByteArrayInputStream(body), contentType, true));
    } catch (FeedException | RuntimeException e) {
      // ROME answers some broken documents with unchecked exceptions of any kind.
      throw new MalformedFeedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tags away, white space folded; what is shown is escaped by the pages anyhow. */
  private static String text(String html) {
    if (html == null) {
      return "";
    }
    return org.jsoup.Jsoup.parse(html).text();
  }
}
