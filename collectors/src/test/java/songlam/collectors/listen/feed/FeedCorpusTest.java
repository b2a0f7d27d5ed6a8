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

  @Test
  void titleLinkAndDateAsGofeedReadsThem() throws IOException {
    Path translator = Peers.corpus("feed-gofeed").resolve("translator");
    Map<String, String> different = new TreeMap<>();
    int compared = 0;
    int unread = 0;
    for (Path feed : below(translator, ".xml")) {
      JsonNode answer =
          JSON.readTree(
              feed.resolveSibling(feed.getFileName().toString().replace(".xml", ".json")).toFile());
      List<JsonObject> items;
      try {
        items = FeedReader.items("p", "application/xml", Files.readAllBytes(feed));
      } catch (MalformedFeedException e) {
        unread++;
        continue;
      }
      List<JsonNode> expected = new ArrayList<>();
      answer
          .path("items")
          .forEach(
              item -> {
                if (item.hasNonNull("link")) {
                  expected.add(item);
                }
              });
      for (int i = 0; i < Math.min(expected.size(), items.size()); i++) {
        compared++;
        String wrong = difference(expected.get(i), items.get(i));
        if (!wrong.isEmpty()) {
          different.put(feed.getFileName() + "#" + i, wrong);
        }
      }
    }
    System.out.printf(
        "SHARE gofeed items: %d of %d; feeds refused: %d%n",
        compared - different.size(), compared, unread);
    assertEquals(Map.of(), different);
  }

  private static String difference(JsonNode expected, JsonObject seen) {
    String title = Jsoup.parse(expected.path("title").asText("")).text();
    if (!title.equals(seen.getString("title"))) {
      return "title: " + seen.getString("title") + " (expected: " + title + ")";
    }
    if (!expected.path("link").asText().equals(seen.getString("url"))) {
      return "link: " + seen.getString("url") + " (expected: " + expected.path("link") + ")";
    }
    String date =
        expected.path("publishedParsed").asText(expected.path("updatedParsed").asText(""));
    if (!date.isEmpty() && !Instant.parse(date).equals(instant(seen))) {
      return "date: " + instant(seen) + " (expected: " + date + ")";
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
