package songlam.collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.JsonFramer;
import songlam.collectors.frame.LineFramer;
import songlam.collectors.frame.SyslogFramer;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.testing.LongRun;

/**
 * Whatever bytes come, each parser answers, and what it answers can be normalised, written as JSON
 * and read back. The targets run under Jazzer too ({@code JAZZER_FUZZ=1}).
 */
@Tag(LongRun.FUZZ)
class ParsersFuzz {
  private static final Map<String, Parser> PARSERS = parsers();
  private static final EcsNormaliser NORMALISER =
      new EcsNormaliser(
          Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());

  @FuzzTest
  void syslog(byte[] input) {
    parse("syslog", input);
  }

  @FuzzTest
  void json(byte[] input) {
    parse("json", input);
  }

  @FuzzTest
  void frigate(byte[] input) {
    parse("frigate", input);
  }

  @FuzzTest
  void press(byte[] input) {
    parse("press", input);
  }

  @FuzzTest
  void open311(byte[] input) {
    parse("open311", input);
  }

  @FuzzTest
  void probe(byte[] input) {
    parse("probe", input);
  }

  @FuzzTest
  void framers(byte[] input) {
    framed(input);
  }

  @FuzzTest
  void files(byte[] input) {
    read(input);
  }

  @Test
  void changedSyslogAndLinuxAuth() throws IOException {
    List<byte[]> seeds =
        new ArrayList<>(
            Seeds.lines("filebeat-module-golden", "auth-ubuntu1204.log", "timestamp.log"));
    seeds.addAll(Seeds.files("syslog-telegraf", "input.txt"));
    seeds.addAll(
        Seeds.of(
            "<38>Nov 24 10:00:00 h sshd[1]: message repeated 3 times: [ Failed password for root from 203.0.113.7 port 1 ssh2]",
            "<86>Nov 24 10:00:00 h useradd[1]: new user: name=an, UID=1001, GID=1001, home=/home/an",
            "<86>Nov 24 10:00:00 h su: FAILED SU (to root) an on pts/0"));
    assertTrue(Mutations.of(seeds, this::syslog) > 100);
    assertTrue(Mutations.of(seeds, this::framers) > 100);
  }

  @Test
  void changedJson() throws IOException {
    List<byte[]> seeds = Seeds.files("sigma-regression", ".json");
    assertTrue(Mutations.of(seeds, this::json) > 100);
    assertTrue(Mutations.of(seeds, this::framers) > 100);
  }

  @Test
  void changedCivicMessages() throws IOException {
    List<byte[]> frigate =
        Seeds.of(
            "frigate/events\n{\"type\":\"new\",\"before\":{},\"after\":{\"id\":\"1.2-a\",\"camera\":\"c\",\"label\":\"car\",\"frame_time\":1780677009.3,\"entered_zones\":[\"z\"],\"average_estimated_speed\":41.5,\"recognized_license_plate\":\"37A12345\"}}",
            "frigate/cam/status/detect\nonline",
            "frigate/cam/car\n12",
            "frigate/available\noffline");
    assertTrue(Mutations.of(frigate, this::frigate) > 100);
    assertTrue(
        Mutations.of(
                Seeds.of(
                    "{\"feed\":\"p\",\"url\":\"http://example.com/1\",\"title\":\"Cháy lớn tại phường Trường Vinh\",\"summary\":\"x\",\"published\":1764000000000}"),
                this::press)
            > 100);
    assertTrue(
        Mutations.of(
                Seeds.of(
                    "{\"service_request_id\":\"pa-1\",\"service_code\":\"giao-thong\",\"status\":\"open\",\"description\":\"x\",\"lat\":\"18.67\",\"long\":105.69,\"requested_datetime\":\"2026-11-24T03:00:00Z\"}"),
                this::open311)
            > 100);
    assertTrue(
        Mutations.of(
                Seeds.of(
                    "{\"service\":\"cổng\",\"kind\":\"http\",\"host\":\"h\",\"up\":true,\"durationMillis\":12,\"status\":200,\"certificateExpires\":1764000000000}"),
                this::probe)
            > 100);
  }

  @Test
  void changedFiles() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("netflow-graylog", ".dat", ".pcap"));
    seeds.addAll(Seeds.files("packetbeat-golden", "dns_google_com.pcap", "http_post.pcap"));
    seeds.addAll(Seeds.files("feed-gofeed", "rss_feed_bom.xml", "atom10_feed.xml"));
    assertTrue(Mutations.of(seeds, this::files) > 20);
  }

  private static void parse(String type, byte[] input) {
    RawRecord record = RawRecord.live("s", type, 1_764_000_000_000L, "192.0.2.1", input);
    ParseResult result = PARSERS.get(type).parse(record);
    if (result instanceof Parsed parsed) {
      parsed.events().forEach(event -> roundTrip(event, record));
    } else if (result instanceof Rejected rejected) {
      assertFalse(rejected.detail().isBlank());
    }
  }

  private static void roundTrip(EventBuilder builder, RawRecord record) {
    Event event = NORMALISER.normalise(builder, record, new EventId("n", 0, 1, 0));
    byte[] document = EventJson.write(event);
    try {
      EventBuilder again = EventJson.read(document);
      assertEquals(event.timestamp(), again.timestamp());
      byte[] second = EventJson.write(again.build(event.id()));
      assertEquals(new String(document, UTF_8), new String(second, UTF_8));
    } catch (IOException e) {
      throw new AssertionError(new String(document, UTF_8), e);
    }
  }

  /** The same frames however the stream is cut into pieces. */
  private static void framed(byte[] input) {
    for (Framer[] pair :
        new Framer[][] {
          {new SyslogFramer(300), new SyslogFramer(300)},
          {new LineFramer(300), new LineFramer(300)},
          {new JsonFramer(300), new JsonFramer(300)}
        }) {
      List<Framer.Frame> whole = new ArrayList<>();
      pair[0].feed(input.clone(), whole::add);
      pair[0].end(whole::add);
      List<Framer.Frame> pieces = new ArrayList<>();
      for (int at = 0; at < input.length; ) {
        int length = Math.min(input.length - at, 1 + (at * 31 + 7) % 13);
        pair[1].feed(Arrays.copyOfRange(input, at, at + length), pieces::add);
        at += length;
      }
      pair[1].end(pieces::add);
      assertEquals(whole.size(), pieces.size());
      for (int i = 0; i < whole.size(); i++) {
        assertArrayEquals(whole.get(i).payload(), pieces.get(i).payload());
        assertEquals(whole.get(i).length(), pieces.get(i).length());
        assertTrue(whole.get(i).payload().length <= 300);
      }
    }
  }

  private static void read(byte[] input) {
    FileInput file =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneId.of("UTC")), Clock.systemUTC());
    try {
      file.read(FileInput.AUTO, "f", new ByteArrayInputStream(input), ParsersFuzz::sane);
    } catch (IOException unknown) {
      assertNotNull(unknown.getMessage());
    }
    file.finish(ParsersFuzz::sane);
  }

  private static void sane(FileInput.Item item) {
    if (item.result() instanceof Rejected rejected) {
      assertFalse(rejected.reason() == Reason.INTERNAL, rejected.detail());
    }
  }

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new TreeMap<>();
    new SourceTypes(new InMemorySystemStore(), ZoneId.of("UTC"))
        .all()
        .forEach(entry -> parsers.put(entry.name(), entry.type().parser().get()));
    return parsers;
  }
}
