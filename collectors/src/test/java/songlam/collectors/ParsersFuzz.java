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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
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
import songlam.testing.Mutations;
import songlam.testing.Seeds;

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

  @MethodSource("syslogSeeds")
  @FuzzTest
  void syslog(byte[] input) {
    parse("syslog", input);
  }

  @MethodSource("jsonSeeds")
  @FuzzTest
  void json(byte[] input) {
    parse("json", input);
  }

  @MethodSource("frigateSeeds")
  @FuzzTest
  void frigate(byte[] input) {
    parse("frigate", input);
  }

  @MethodSource("pressSeeds")
  @FuzzTest
  void press(byte[] input) {
    parse("press", input);
  }

  @MethodSource("reportSeeds")
  @FuzzTest
  void open311(byte[] input) {
    parse("open311", input);
  }

  @MethodSource("probeSeeds")
  @FuzzTest
  void probe(byte[] input) {
    parse("probe", input);
  }

  @MethodSource("windowsSeeds")
  @FuzzTest
  void windowsXml(byte[] input) {
    parse("windows-xml", input);
  }

  @MethodSource("syslogSeeds")
  @FuzzTest
  void framers(byte[] input) {
    framed(input);
  }

  @MethodSource("filesSeeds")
  @FuzzTest
  void files(byte[] input) {
    read(input);
  }

  @Test
  void changedSyslogAndLinuxAuth() throws IOException {
    assertTrue(Mutations.of(ParserSeeds.syslog(), this::syslog) > 100);
    assertTrue(Mutations.of(ParserSeeds.syslog(), this::framers) > 100);
  }

  @Test
  void changedJson() throws IOException {
    assertTrue(Mutations.of(ParserSeeds.json(), this::json) > 100);
    assertTrue(Mutations.of(ParserSeeds.json(), this::framers) > 100);
  }

  @Test
  void changedWindowsXml() throws IOException {
    assertTrue(Mutations.of(ParserSeeds.windowsXml(), this::windowsXml) > 20);
  }

  @Test
  void changedCivicMessages() {
    assertTrue(Mutations.of(ParserSeeds.frigate(), this::frigate) > 100);
    assertTrue(Mutations.of(ParserSeeds.press(), this::press) > 100);
    assertTrue(Mutations.of(ParserSeeds.report(), this::open311) > 100);
    assertTrue(Mutations.of(ParserSeeds.probe(), this::probe) > 100);
  }

  @Test
  void changedFiles() throws IOException {
    assertTrue(Mutations.of(ParserSeeds.files(), this::files) > 20);
  }

  static Stream<byte[]> syslogSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::syslog);
  }

  static Stream<byte[]> jsonSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::json);
  }

  static Stream<byte[]> windowsSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::windowsXml);
  }

  static Stream<byte[]> frigateSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::frigate);
  }

  static Stream<byte[]> pressSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::press);
  }

  static Stream<byte[]> reportSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::report);
  }

  static Stream<byte[]> probeSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::probe);
  }

  static Stream<byte[]> filesSeeds() throws IOException {
    return Seeds.underJazzer(ParserSeeds::files);
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
