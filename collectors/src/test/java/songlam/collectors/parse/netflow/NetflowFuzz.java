package songlam.collectors.parse.netflow;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.core.event.Caps;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

/** Whatever stands in a datagram, the parser answers and does not throw. */
class NetflowFuzz {
  @FuzzTest
  void anyDatagram(byte[] datagram) {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    assertNotNull(parser.parse(Packets.record(0, datagram)));
    assertNotNull(parser.parse(Packets.record(70_000, datagram)));
  }

  /** Every packet of the corpus, some octets changed and its end cut, in one growing state. */
  @Test
  void brokenPacketsOfTheCorpus() throws IOException {
    Random random = new Random(7);
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    for (Path file : seeds()) {
      byte[] seed = Files.readAllBytes(file);
      for (int round = 0; round < 400; round++) {
        byte[] broken = java.util.Arrays.copyOf(seed, 1 + random.nextInt(seed.length));
        for (int change = random.nextInt(8); change > 0; change--) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        if (random.nextBoolean()) {
          broken[0] = 0;
        }
        assertNotNull(parser.parse(Packets.record(round, broken)));
      }
    }
  }

  private static List<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(Peers.corpus("netflow-logstash"))) {
      return files.filter(file -> file.toString().endsWith(".dat")).sorted().toList();
    }
  }
}
