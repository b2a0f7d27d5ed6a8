package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.testing.Peers;

/** The Community IDs of every capture equal those of the golden file. */
class CommunityIdCorpusTest {
  @Test
  void theSameIdsAsInEveryGoldenFile() throws IOException {
    Path corpus = Peers.corpus("communityid-pcaps").resolve("libbeat/common/flowhash/testdata");
    List<Path> captures = Captures.below(corpus.resolve("pcap"));
    assertTrue(captures.size() >= 7, "captures");
    for (Path capture : captures) {
      TreeSet<String> expected = new TreeSet<>();
      for (String line :
          Files.readAllLines(corpus.resolve("golden/" + capture.getFileName() + ".log"))) {
        String id = line.split(" \\| ")[1].trim();
        if (id.startsWith("1:")) {
          expected.add(id);
        }
      }
      TreeSet<String> ours = new TreeSet<>();
      Captures.events(capture, "sensor.flow")
          .forEach(event -> ours.add(String.valueOf(event.text(EcsField.NETWORK_COMMUNITY_ID))));
      assertEquals(expected, ours, capture.toString());
    }
  }
}
