package songlam.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import songlam.collectors.parse.json.JsonParser;
import songlam.collectors.parse.syslog.SyslogParser;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Timestamps;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;

/**
 * The events of a shift on which nothing happens, two to ten in the evening, so that working hours
 * end in it: lines and documents go through the real parsers, all of them through the normaliser.
 */
final class OrdinaryShift {
  static final long FROM = Story.TEN + 4 * 3_600_000L;
  static final long HOURS = 8;
  static final long TO = FROM + HOURS * 3_600_000L;

  private static final ZoneId VINH = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(VINH);

  private final EcsNormaliser normaliser =
      new EcsNormaliser(
          terrain(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
  private final Map<String, Parser> parsers =
      Map.of(
          "syslog", new SyslogParser(VINH), "json", new JsonParser(), "fields", new FieldsParser());
  private final List<Event> events = new ArrayList<>();
  private final Random random;

  OrdinaryShift(long seed) {
    this.random = new Random(seed);
  }

  List<Event> events() {
    return events;
  }

  Random random() {
    return random;
  }

  /** A moment of the shift. */
  long anyTime() {
    return FROM + random.nextLong(TO - FROM);
  }

  /** A moment before the offices close at half past five. */
  long officeTime() {
    return FROM + random.nextLong(7 * 1_800_000L);
  }

  /** A line of syslog in the modern form. */
  void line(long at, String host, String program, String message) {
    int pid = 1_000 + random.nextInt(30_000);
    String text = "<38>1 %s %s %s %d - - %s".formatted(clock(at), host, program, pid, message);
    take(RawRecord.live("syslog", "syslog", at, "10.40.60.9", text.getBytes(UTF_8)), "syslog");
  }

  /** A document of Winlogbeat. */
  void windows(long at, String computer, String channel, String provider, int id, String data) {
    String json =
        "{\"@timestamp\":\"%s\",\"winlog\":{\"channel\":\"%s\",\"provider_name\":\"%s\",\"event_id\":%d,\"computer_name\":\"%s\",\"event_data\":{%s}}}"
            .formatted(Timestamps.iso(at), channel, provider, id, computer, data);
    take(RawRecord.live("bulk", "json", at, "10.40.60.9", json.getBytes(UTF_8)), "json");
  }

  /** An event of the security log. */
  void security(long at, String computer, int id, String data) {
    windows(at, computer, "Security", "Microsoft-Windows-Security-Auditing", id, data);
  }

  /** An event whose source type has a parser of another kind: its fields as they are. */
  void fields(long at, String type, Map<String, Object> fields) {
    byte[] payload = FieldsParser.line(at, fields);
    take(RawRecord.live(type, type, at, "10.40.60.9", payload), "fields");
  }

  /** A flow over TCP or UDP, from a port of its own, as a router would export it. */
  void flow(long at, String from, String to, int port, String transport, long out, long in) {
    flow(at, from, 32_768 + random.nextInt(28_000), to, port, transport, out, in);
  }

  /** A flow that goes on with the ports of others. */
  void flow(
      long at,
      String from,
      int fromPort,
      String to,
      int port,
      String transport,
      long out,
      long in) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("event.dataset", "netflow.flow");
    fields.put("event.module", "netflow");
    fields.put("event.category", "network");
    fields.put("event.type", "connection");
    fields.put("network.transport", transport);
    fields.put("source.ip", from);
    fields.put("source.port", fromPort);
    fields.put("source.bytes", out);
    fields.put("destination.ip", to);
    fields.put("destination.port", port);
    fields.put("destination.bytes", in);
    fields(at, "netflow", fields);
  }

  private static String clock(long at) {
    return CLOCK.format(java.time.Instant.ofEpochMilli(at));
  }

  private void take(RawRecord record, String parser) {
    ParseResult result = parsers.get(parser).parse(record);
    if (!(result instanceof ParseResult.Parsed(List<EventBuilder> builders, _))) {
      throw new IllegalArgumentException(new String(record.payload(), UTF_8) + ": " + result);
    }
    for (EventBuilder builder : builders) {
      events.add(normaliser.normalise(builder, record, new EventId("n1", 0, events.size(), 0)));
    }
  }

  private static Terrain terrain() {
    Problems problems = new Problems();
    Terrain terrain =
        Terrain.read(
            StrictYaml.text(
                "zones.yml",
                """
                zones:
                  - {name: dmz, networks: [10.40.10.0/24]}
                  - {name: server, networks: [10.40.20.0/24], allowed: [10.40.0.0/16]}
                  - {name: office, networks: [10.40.30.0/24]}
                  - {name: management, networks: [10.40.60.0/24]}
                  - {name: camera, networks: [10.40.100.0/22], allowed: [10.40.100.0/22]}
                  - {name: recorder, networks: [10.40.104.0/24], allowed: [10.40.0.0/16]}
                """,
                problems),
            StrictYaml.text(
                "assets.yml",
                """
                assets:
                  - {name: web-01, networks: [10.40.10.11], roles: [portal]}
                  - {name: mail-01, networks: [10.40.10.13], roles: [mail]}
                  - {name: dns-01, networks: [10.40.10.15], roles: [resolver]}
                  - {name: nat-01, networks: [10.40.30.254], roles: [nat]}
                  - {name: scan-01, networks: [10.40.60.5], roles: [scanner]}
                  - {name: nvr-01, networks: [10.40.104.11], roles: [recorder]}
                  - {name: backup-01, networks: [10.40.20.51], roles: [backup]}
                """,
                problems));
    problems.throwIfAny();
    return terrain;
  }
}
