package songlam.collectors.parse.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

/** The same flows as Telegraf makes of the same datagrams. */
class TelegrafCorpusTest {
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\d+)u?");
  private static final Map<String, EcsField> NAMES =
      Map.of(
          "src", EcsField.SOURCE_IP,
          "dst", EcsField.DESTINATION_IP,
          "src_port", EcsField.SOURCE_PORT,
          "dst_port", EcsField.DESTINATION_PORT,
          "protocol", EcsField.NETWORK_TRANSPORT,
          "in_total_bytes", EcsField.SOURCE_BYTES,
          "in_total_packets", EcsField.SOURCE_PACKETS,
          "in_packets", EcsField.SOURCE_PACKETS,
          "flow_start_ms", EcsField.EVENT_START,
          "flow_end_ms", EcsField.EVENT_END);

  @ParameterizedTest
  @ValueSource(strings = {"ipfix_example", "netflow_v5_example", "netflow_v9_options"})
  void agreesOnEveryRecord(String name) throws IOException {
    Path folder = Peers.corpus("flow-telegraf").resolve(name);
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expected.out"))) {
      expected.add(facts(line).toString());
    }
    List<String> ours = new ArrayList<>();
    for (EventBuilder event : decode(folder)) {
      ours.add(facts(event).toString());
    }
    expected.sort(Comparator.naturalOrder());
    ours.sort(Comparator.naturalOrder());
    assertEquals(String.join("\n", expected), String.join("\n", ours));
  }

  private static List<EventBuilder> decode(Path folder) throws IOException {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".bin")).sorted().toList();
    }
    List<EventBuilder> events = new ArrayList<>();
    for (Path file : files) {
      RawRecord record =
          RawRecord.live("flows", "netflow", 0, "127.0.0.1", Files.readAllBytes(file));
      if (parser.parse(record) instanceof ParseResult.Parsed parsed) {
        events.addAll(parsed.events());
      }
    }
    return events;
  }

  private static Map<String, String> facts(String line) {
    Map<String, String> facts = new TreeMap<>();
    Matcher fields = FIELD.matcher(line);
    while (fields.find()) {
      EcsField field = field(line, fields.group(1));
      if (field != null) {
        facts.put(field.fieldName(), fields.group(2).replace("\"", ""));
      } else if (fields.group(1).equals("interface_desc")) {
        facts.put("interface", fields.group(2).replace("\"", ""));
      }
    }
    return facts;
  }

  private static @Nullable EcsField field(String line, String name) {
    boolean isVersionFive = line.contains("NetFlowV5");
    return name.equals("in_bytes") && isVersionFive ? EcsField.SOURCE_BYTES : NAMES.get(name);
  }

  private static Map<String, String> facts(EventBuilder event) {
    Map<String, String> facts = new TreeMap<>();
    boolean isVersionFive = event.vendor().containsKey("netflow.ipNextHopIPv4Address");
    for (EcsField field : NAMES.values()) {
      boolean isDerived =
          isVersionFive && (field == EcsField.EVENT_START || field == EcsField.EVENT_END);
      String value = event.text(field);
      if (value != null && !isDerived) {
        facts.put(field.fieldName(), value);
      }
    }
    if (event.vendor().get("netflow.interfaceDescription") instanceof String description) {
      facts.put("interface", description);
    }
    if (event.vendor().get("netflow.packetTotalCount") instanceof Long packets) {
      facts.put(EcsField.SOURCE_PACKETS.fieldName(), packets.toString());
    }
    return facts;
  }
}
