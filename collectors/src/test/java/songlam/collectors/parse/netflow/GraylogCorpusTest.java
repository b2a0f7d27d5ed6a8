package songlam.collectors.parse.netflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

/** Every flow of the captured exports of three exporters, as tshark reads it too, in order. */
class GraylogCorpusTest {
  private static final List<EcsField> OURS =
      List.of(
          EcsField.SOURCE_IP,
          EcsField.DESTINATION_IP,
          EcsField.SOURCE_PORT,
          EcsField.DESTINATION_PORT,
          EcsField.NETWORK_IANA_NUMBER,
          EcsField.SOURCE_BYTES,
          EcsField.SOURCE_PACKETS);

  private static final int PROTOCOL = 4;

  private static final List<String> THEIRS =
      List.of("srcaddr", "dstaddr", "srcport", "dstport", "protocol", "octets", "packets");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netflow5.pcap",
        "nprobe-netflow9.pcap",
        "nprobe-netflow9-3.pcap",
        "pmacctd-netflow9.pcap"
      })
  void asTsharkReadsIt(String name) throws Exception {
    Path capture = Peers.corpus("netflow-graylog").resolve(name);
    Path tshark = Peers.require("tshark", "tshark");
    List<List<String>> expected = tshark(tshark, capture);
    assertFalse(expected.isEmpty());
    assertEquals(expected, ours(capture, expected.getFirst().contains("")));
  }

  private static List<List<String>> ours(Path capture, boolean isWithoutPorts) throws IOException {
    List<List<String>> flows = new ArrayList<>();
    FileInput input =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC());
    input.read(
        "netflow",
        capture,
        item -> {
          if (item.result() instanceof ParseResult.Parsed(var events, _)) {
            events.stream()
                .filter(event -> event.has(EcsField.SOURCE_IP))
                .forEach(event -> flows.add(flow(event, isWithoutPorts)));
          }
        });
    return flows;
  }

  /** ICMP has no ports here, where exporters send its type and code in that of the destination. */
  private static List<String> flow(EventBuilder event, boolean isWithoutPorts) {
    List<String> values = new ArrayList<>();
    for (EcsField field : OURS) {
      String value = event.text(field);
      boolean isPort = field == EcsField.SOURCE_PORT || field == EcsField.DESTINATION_PORT;
      values.add(value != null ? value : isPort && !isWithoutPorts ? "0" : "");
    }
    return values;
  }

  private static List<List<String>> tshark(Path program, Path capture) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "-r", capture.toString(), "-Y", "cflow", "-T", "fields"));
    THEIRS.forEach(field -> command.addAll(List.of("-e", "cflow." + field)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor());
    List<List<String>> flows = new ArrayList<>();
    for (String packet : text.lines().toList()) {
      List<String[]> columns = new ArrayList<>();
      for (String column : packet.split("\t", -1)) {
        columns.add(column.split(","));
      }
      int count = columns.getFirst()[0].isEmpty() ? 0 : columns.getFirst().length;
      for (int i = 0; i < count; i++) {
        List<String> flow = new ArrayList<>();
        for (String[] column : columns) {
          flow.add(column.length == 1 && column[0].isEmpty() ? "" : column[i]);
        }
        if (flow.get(PROTOCOL).equals("1")) {
          flow.set(PROTOCOL - 1, "0");
        }
        flows.add(flow);
      }
    }
    return flows;
  }
}
