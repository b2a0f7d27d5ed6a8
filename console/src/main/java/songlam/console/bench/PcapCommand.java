package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code songlam bench pcap}: a capture read by the sensor, beside tshark and softflowd; first that
 * sensor and tshark say the same of it.
 */
@Command(
    name = "pcap",
    mixinStandardHelpOptions = true,
    description = {
      "A capture read to flows, DNS, TLS, HTTP and RTSP events as JSON on one thread; beside it",
      "tshark -T fields and softflowd -r on the same file. First both must say the same: names asked",
      "for over DNS, TLS server names, HTTP request lines, packets and bytes of each pair of endpoints."
    })
final class PcapCommand extends Measurement {
  private static final int WARM = 3;

  @Option(names = "--file", paramLabel = "PCAP", description = "a capture; else one is made")
  private @Nullable Path file;

  @Option(names = "--conversations", defaultValue = "60000", description = "in the one made")
  private int conversations;

  @Override
  String title() {
    return "Packets: a capture read to events on one thread";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path made = scratch.folder().resolve("made.pcap");
      progress("a capture of " + conversations + " conversations");
      Path capture = file == null ? MixedCapture.make(made, conversations) : file;
      compare(sheet, capture);
      PacketDecoding.Figure figure = PacketDecoding.measure(capture);
      for (int i = 0; i < WARM; i++) {
        figure = PacketDecoding.measure(capture);
      }
      sheet.add("packets", figure.packets(), "");
      sheet.add("events", figure.events(), "");
      sheet.add("sensor, per second of one core", figure.perCpuSecond(), "packets/s");
      sheet.add("sensor, by the clock", figure.perSecond(), "packets/s");
      peers(sheet, capture, figure.packets());
    }
  }

  /** What is made for it must agree wholly; in other captures tshark looks into more protocols. */
  private void compare(Sheet sheet, Path capture) throws IOException {
    if (!Peer.isHere("tshark")) {
      return;
    }
    progress("what the sensor and tshark say of it");
    PacketFacts ours = PacketFacts.bySensor(capture);
    List<String> differences = ours.differences(PacketFacts.byTshark(capture));
    if (file == null && !differences.isEmpty()) {
      throw new BenchException("the sensor and tshark differ: " + String.join("; ", differences));
    }
    sheet.add("facts compared with tshark first", ours.size(), "");
    differences.forEach(difference -> sheet.note("sensor and tshark differ: " + difference));
  }

  private void peers(Sheet sheet, Path capture, long packets) throws IOException {
    String path = capture.toString();
    if (Peer.isHere("tshark")) {
      progress("tshark");
      double seconds =
          Peer.seconds(
              "tshark",
              "-n",
              "-r",
              path,
              "-T",
              "fields",
              "-e",
              "ip.src",
              "-e",
              "ip.dst",
              "-e",
              "tcp.srcport",
              "-e",
              "tcp.dstport",
              "-e",
              "udp.srcport",
              "-e",
              "udp.dstport",
              "-e",
              "dns.qry.name",
              "-e",
              "http.request.uri",
              "-e",
              "tls.handshake.extensions_server_name");
      sheet.add("tshark -T fields, by the clock", packets / seconds, "packets/s");
    } else {
      sheet.note("tshark is missing (expected: apt-get install tshark)");
    }
    if (Peer.isHere("softflowd")) {
      progress("softflowd");
      double seconds =
          Peer.seconds("softflowd", "-r", path, "-d", "-c", "none", "-p", path + ".pid");
      sheet.add("softflowd -r (flows only), by the clock", packets / seconds, "packets/s");
    } else {
      sheet.note("softflowd is missing (expected: apt-get install softflowd)");
    }
  }
}
