package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import songlam.testing.Peers;

/** Captures made to break decoders: each ends quickly and has as many packets as tcpdump saw. */
class TcpdumpCorpusTest {
  private static final Pattern NUMBERED = Pattern.compile("^ {0,4}\\d+  \\S");

  @Test
  void asManyPacketsAsTcpdump() throws IOException {
    Path corpus = Peers.corpus("pcap-tcpdump");
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (Path file : Captures.below(corpus)) {
      long packets =
          assertTimeout(Duration.ofSeconds(2), () -> Captures.run(file, new ArrayList<>()));
      String name = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
      Path out = corpus.resolve(name + ".out");
      // this answer was made with -c 1
      boolean isCutShort = name.equals("bgp_vpn_rt-oobr");
      long expected = Files.exists(out) && !isCutShort ? numbered(out) : 0;
      if (expected > 0) {
        compared++;
        if (expected != packets) {
          different.add(name + ": " + packets + " (tcpdump: " + expected + ")");
        }
      }
    }
    System.out.printf(
        "SHARE tcpdump packet counts: %d of %d%n", compared - different.size(), compared);
    assertTrue(compared > 290, () -> "captures with an answer");
    assertEquals(List.of(), different);
  }

  private static long numbered(Path out) throws IOException {
    try (var lines = Files.lines(out, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> NUMBERED.matcher(line).find()).count();
    }
  }
}
