package songlam.console.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import songlam.console.simulate.wire.CaptureFile;

/** {@code songlam bench pcap}: a capture read by the sensor, beside tshark and softflowd. */
@Command(
    name = "pcap",
    mixinStandardHelpOptions = true,
    description = {
      "A capture read to flows, DNS, TLS, HTTP and RTSP events as JSON on one thread; beside it",
      "tshark -T fields and softflowd -r on the same file."
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
      Path capture = file == null ? make(made) : file;
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

  private Path make(Path to) throws IOException {
    progress("a capture of " + conversations + " conversations");
    byte[] request =
        "GET /cong/dich-vu HTTP/1.1\r\nHost: dichvu.example.vn\r\n\r\n".getBytes(US_ASCII);
    byte[] answer = new byte[2_800];
    byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 2700\r\n\r\n".getBytes(US_ASCII);
    System.arraycopy(head, 0, answer, 0, head.length);
    try (CaptureFile made = new CaptureFile(to)) {
      for (int i = 0; i < conversations; i++) {
        String client = "10.0." + i % 200 + "." + (1 + i % 250);
        made.tcp(
            FlowDatagrams.AT + i,
            20,
            client,
            1_024 + i % 60_000,
            "198.51.100.7",
            80,
            request,
            answer);
      }
    }
    return to;
  }
}
