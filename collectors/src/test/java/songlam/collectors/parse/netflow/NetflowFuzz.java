package songlam.collectors.parse.netflow;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.core.event.Caps;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** Whatever stands in a datagram, the parser answers and does not throw. */
@Tag(LongRun.FUZZ)
class NetflowFuzz {
  @MethodSource("underJazzer")
  @FuzzTest
  void anyDatagram(byte[] datagram) {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    assertNotNull(parser.parse(Packets.record(0, datagram)));
    assertNotNull(parser.parse(Packets.record(70_000, datagram)));
  }

  /** Packets of the corpus, octets changed and parts cut, in one growing state. */
  @Test
  void changedPackets() throws IOException {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    long[] round = {0};
    assertTrue(
        Mutations.of(
                seeds(), packet -> assertNotNull(parser.parse(Packets.record(round[0]++, packet))))
            > 20);
  }

  static Stream<byte[]> underJazzer() throws IOException {
    return Seeds.underJazzer(NetflowFuzz::seeds);
  }

  private static List<byte[]> seeds() throws IOException {
    return Seeds.files("netflow-logstash", ".dat");
  }
}
