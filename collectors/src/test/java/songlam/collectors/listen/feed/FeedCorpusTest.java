package songlam.collectors.listen.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import songlam.testing.Peers;

/** Feeds of two public corpora: what others read of their items, we read. */
class FeedCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where we read otherwise than gofeed, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "atom10_feed_entry_title_base64.xml#0", "a title in base64 stays as it is",
          "entry_title_xml_base.xml#0", "of a title's nested markup ROME gives the link's text",
          "feed_item_published_-_rss_channel_item_published_atom.xml#0", "Atom's date within RSS",
          "feed_item_updated_-_rss_channel_item_updated_atom.xml#0", "Atom's date within RSS",
          "rss_channel_item_links.xml#0", "of several links gofeed takes the last, we the first");

  @Test
  void titleLinkAndDateAsGofeedReadsThem() throws IOException {
    Path corpus = Peers.corpus("feed-gofeed");
    List<Path> feeds = new ArrayList<>(below(corpus.resolve("translator"), ".xml"));
    feeds.addAll(below(corpus.resolve("parser/rss"), ".xml"));
    feeds.addAll(below(corpus.resolve("parser/atom"), ".xml"));
    Map<String, String> different = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    int compared = 0;
    for (Path feed : feeds) {
      try {
        List<JsonObject> items =
            FeedReader.entries("p", "application/xml", Files.readAllBytes(feed));
        List<JsonNode> expected = expected(feed);
        for (int i = 0; i < Math.min(expected.size(), items.size()); i++) {
          compared++;
          String wrong = difference(expected.get(i), items.get(i));
          if (!wrong.isEmpty()) {
            different.put(feed.getFileName() + "#" + i, wrong);
          }
        }
      } catch (MalformedFeedException e) {
        refused.add(feed.getFileName() + ": " + e.getMessage());
      }
    }
    System.out.printf(
        "SHARE gofeed items: %d of %d; feeds refused: %d of %d %s%n",
        compared - different.size(), compared, refused.size(), feeds.size(), refused);
    assertEquals(OTHERWISE.keySet(), different.keySet(), different.toString());
  }

  private static List<JsonNode> expected(Path feed) throws IOException {
    String name = feed.getFileName().toString().replace(".xml", ".json");
    JsonNode answer = JSON.readTree(feed.resolveSibling(name).toFile());
    List<JsonNode> items = new ArrayList<>();
    (answer.has("items") ? answer.path("items") : answer.path("entries")).forEach(items::add);
    return items;
  }

  private static String difference(JsonNode expected, JsonObject seen) {
    String title = Jsoup.parse(expected.path("title").asText("")).text();
    if (!title.equals(seen.getString("title"))) {
      return "title: " + seen.getString("title") + " (expected: " + title + ")";
    }
    if (expected.hasNonNull("link")
        && !expected.path("link").asText().equals(seen.getString("url"))) {
      return "link: " + seen.getString("url") + " (expected: " + expected.path("link") + ")";
    }
    String date =
        expected.path("publishedParsed").asText(expected.path("updatedParsed").asText(""));
    if (!date.isEmpty() && !Instant.parse(date).equals(instant(seen))) {
      return "date: " + instant(seen) + " (expected: " + date + ")";
    }
    return "";
  }

  private static String first(JsonNode item, String... names) {
    for (String name : names) {
      if (item.hasNonNull(name)) {
        return item.path(name).asText();
      }
    }
    return "";
  }

  private static Instant instant(JsonObject seen) {
    return Instant.ofEpochMilli(seen.getLong("published", 0L));
  }

  @Test
  void everyFeedOfRomeIsReadOrRefusedInWords() throws IOException {
    int read = 0;
    int refused = 0;
    int items = 0;
    for (Path feed : below(Peers.corpus("feed-rome"), ".xml")) {
      try {
        items += FeedReader.items("p", "application/xml", Files.readAllBytes(feed)).size();
        read++;
      } catch (MalformedFeedException e) {
        refused++;
        assertTrue(e.getMessage().length() > 3, feed.toString());
      }
    }
    System.out.printf("SHARE rome feeds: %d read (%d items), %d refused%n", read, items, refused);
    assertTrue(read > 3 * refused, "read " + read + ", refused " + refused);
  }

  private static List<Path> below(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
