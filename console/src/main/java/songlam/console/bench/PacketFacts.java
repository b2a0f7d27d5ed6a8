package songlam.console.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import songlam.collectors.parse.packet.CaptureReader;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/**
 * What a capture says, by the sensor and by tshark: each name asked for over DNS, each TLS server
 * name, each HTTP request line, with how often, and packets and bytes of each pair of endpoints.
 */
final class PacketFacts {
  private static final int SHOWN = 10;
  private static final List<String> FIELDS =
      List.of(
          "ip.src",
          "ip.dst",
          "ip.proto",
          "tcp.srcport",
          "tcp.dstport",
          "udp.srcport",
          "udp.dstport",
          "ip.len",
          "dns.flags.response",
          "dns.qry.name",
          "tls.handshake.extensions_server_name",
          "http.request.method",
          "http.request.uri");

  private final Map<String, Long> counts = new TreeMap<>();

  private PacketFacts() {}

  static PacketFacts bySensor(Path capture) throws IOException {
    PacketFacts facts = new PacketFacts();
    Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), facts::add);
    CaptureReader reader = new CaptureReader(sensor);
    byte[] piece = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(capture)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        reader.feed(piece, 0, read);
      }
    }
    sensor.finish();
    return facts;
  }

  private void add(EventBuilder builder) {
    Event event = builder.build(new EventId("bench", 0, 0, 0));
    switch (String.valueOf(event.text(EcsField.EVENT_DATASET))) {
      case "sensor.dns" -> count("dns " + event.text(EcsField.DNS_QUESTION_NAME), 1);
      case "sensor.tls" -> {
        if (event.text(EcsField.TLS_CLIENT_SERVER_NAME) != null) {
          count("tls " + event.text(EcsField.TLS_CLIENT_SERVER_NAME), 1);
        }
      }
      case "sensor.http" ->
          count(
              "http "
                  + event.text(EcsField.HTTP_REQUEST_METHOD)
                  + " "
                  + event.text(EcsField.URL_ORIGINAL),
              1);
      case "sensor.flow" ->
          flow(
              event.text(EcsField.SOURCE_IP) + ":" + event.text(EcsField.SOURCE_PORT),
              event.text(EcsField.DESTINATION_IP) + ":" + event.text(EcsField.DESTINATION_PORT),
              String.valueOf(event.text(EcsField.NETWORK_IANA_NUMBER)),
              Long.parseLong(String.valueOf(event.text(EcsField.NETWORK_PACKETS))),
              Long.parseLong(String.valueOf(event.text(EcsField.NETWORK_BYTES))));
      default -> {}
    }
  }

  /**
   * @throws BenchException when tshark is missing or fails
   */
  static PacketFacts byTshark(Path capture) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Peer.path("tshark"), "-n", "-r", capture.toString()));
    command.addAll(List.of("-Y", "ip && (tcp || udp)", "-T", "fields"));
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
    PacketFacts facts = new PacketFacts();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        facts.packet(line.split("\t", -1));
      }
      if (process.waitFor() != 0) {
        throw new BenchException("tshark: exit code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("tshark: interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    return facts;
  }

  private void packet(String[] of) {
    String from = of[0] + ":" + of[3] + of[5];
    String to = of[1] + ":" + of[4] + of[6];
    flow(from, to, of[2], 1, Long.parseLong(of[7]));
    boolean isQuestion = of[8].equals("0") || of[8].equals("False");
    if (isQuestion && !of[9].isEmpty()) {
      count("dns " + of[9], 1);
    }
    if (!of[10].isEmpty()) {
      count("tls " + of[10], 1);
    }
    if (!of[11].isEmpty()) {
      count("http " + of[11] + " " + of[12], 1);
    }
  }

  private void flow(String from, String to, String protocol, long packets, long bytes) {
    String pair = from.compareTo(to) < 0 ? from + " " + to : to + " " + from;
    count("packets " + protocol + " " + pair, packets);
    count("bytes " + protocol + " " + pair, bytes);
  }

  private void count(String fact, long by) {
    counts.merge(fact, by, Long::sum);
  }

  int size() {
    return counts.size();
  }

  /** Whether there is a fact that begins so. */
  boolean has(String beginning) {
    return counts.keySet().stream().anyMatch(fact -> fact.startsWith(beginning));
  }

  /** The first differences, one a line; empty when both say the same. */
  List<String> differences(PacketFacts other) {
    TreeSet<String> all = new TreeSet<>(counts.keySet());
    all.addAll(other.counts.keySet());
    return all.stream()
        .filter(fact -> !counts.getOrDefault(fact, 0L).equals(other.counts.getOrDefault(fact, 0L)))
        .limit(SHOWN)
        .map(
            fact ->
                "%s: %d, not %d"
                    .formatted(
                        fact, counts.getOrDefault(fact, 0L), other.counts.getOrDefault(fact, 0L)))
        .toList();
  }
}
