package songlam.collectors.listen.feed;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** A feed is read or refused in words; an XML bomb or a foreign entity never gets far. */
@Tag(LongRun.FUZZ)
class FeedFuzz {
  @MethodSource("underJazzer")
  @FuzzTest
  void feed(byte[] input) {
    try {
      FeedReader.items("p", "application/xml", input)
          .forEach(item -> assertNotNull(item.getString("url")));
    } catch (IOException refused) {
      assertNotNull(refused.getMessage());
    }
  }

  @Test
  void changedFeeds() throws IOException {
    assertTrue(Mutations.of(seeds(), this::feed) > 20);
  }

  static Stream<byte[]> underJazzer() throws IOException {
    return Seeds.underJazzer(FeedFuzz::seeds);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("feed-gofeed", ".xml"));
    seeds.addAll(
        Seeds.of(
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><rss version=\"2.0\"><channel><title>&c;</title></channel></rss>",
            "<rss version=\"2.0\"><channel>" + "<item>".repeat(3_000)));
    return seeds;
  }
}
