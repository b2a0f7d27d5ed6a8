package songlam.collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

class FileInputTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneId.of("UTC"));
  private final FileInput input =
      new FileInput(
          new SourceTypes(new InMemorySystemStore(), ZoneId.of("Asia/Ho_Chi_Minh")), clock);
  private final List<FileInput.Item> items = new ArrayList<>();

  @Test
  void linesOfALogInTheirOrder() throws IOException {
    read(
        FileInput.AUTO,
        "Nov 24 10:00:01 web-01 sshd[7]: Failed password for root from 203.0.113.7 port 1 ssh2\r\n"
            + "\n12 apples a day\nlast");
    assertEquals(3, items.size());
    assertEquals("203.0.113.7", event(0).text(EcsField.SOURCE_IP));
    assertEquals(Instant.parse("2026-11-24T03:00:01Z").toEpochMilli(), event(0).timestamp());
    assertEquals("12 apples a day", event(1).text(EcsField.MESSAGE));
    assertEquals("last", event(2).text(EcsField.MESSAGE));
    assertEquals(List.of(0L, 1L, 2L), items.stream().map(FileInput.Item::number).toList());
  }

  @Test
  void anOctetCountedStream() throws IOException {
    read(FileInput.AUTO, "14 <38>first\nline10 <38>second");
    assertEquals(2, items.size());
    assertEquals("first\nline", event(0).text(EcsField.MESSAGE));
    assertEquals("second", event(1).text(EcsField.MESSAGE));
  }

  @Test
  void jsonOnLinesInArraysAndOverManyLines() throws IOException {
    read(FileInput.AUTO, "{\"message\":\"a}\\\"\"}\n{\"message\":\"b\"}");
    read(FileInput.AUTO, "\uFEFF[\n {\"message\": \"c\", \"x\": [{\"y\": 1}, {\"y\": 2}]},\n {}]");
    read("json", "{\n  \"message\": \"d\"\n}\n");
    assertEquals(5, items.size());
    assertEquals("a}\"", event(0).text(EcsField.MESSAGE));
    assertEquals("b", event(1).text(EcsField.MESSAGE));
    assertEquals("c", event(2).text(EcsField.MESSAGE));
    assertEquals("d", event(4).text(EcsField.MESSAGE));
  }

  @Test
  void aBrokenLineCostsItselfOnly() throws IOException {
    read(
        "json",
        "{\"message\":\"a\"\n{\"message\":\"b\"}\nnoise\n{\"message\":\"c}\n{\"message\":\"d\"}\n");
    assertEquals(5, items.size());
    for (int i : new int[] {0, 2, 3}) {
      assertEquals(
          Reason.MALFORMED, assertInstanceOf(Rejected.class, items.get(i).result()).reason());
    }
    assertEquals("b", event(1).text(EcsField.MESSAGE));
    assertEquals("d", event(4).text(EcsField.MESSAGE));
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"message\":\"a\"}".getBytes(UTF_8));
    }
    input.read(FileInput.AUTO, "-", new ByteArrayInputStream(packed.toByteArray()), items::add);
    assertEquals("a", event(0).text(EcsField.MESSAGE));
  }

  @Test
  void topicsAsTheBrokersClientPrintsThem() throws IOException {
    read(FileInput.AUTO, "frigate/cam-01/person 3\nfrigate/available online\n");
    assertEquals(2, items.size());
    assertEquals("cam-01", event(0).text(EcsField.SONGLAM_CAMERA_ID));
  }

  @Test
  void articlesOfAFeed() throws IOException {
    read(
        FileInput.AUTO,
        """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title><link>http://example.com</link>
        <description>d</description><item><title>Mưa lớn</title><link>http://example.com/1</link></item>
        </channel></rss>
        """);
    assertEquals("Mưa lớn", event(0).text(EcsField.SONGLAM_PRESS_TITLE));
    read("press", "<rss><channel>");
    assertInstanceOf(Rejected.class, items.getLast().result());
  }

  @Test
  void whatNobodyKnowsIsSaid() {
    IOException unknown =
        assertThrows(IOException.class, () -> input.read("auto", "x", garbage(), items::add));
    assertTrue(unknown.getMessage().startsWith("x: no format known here (expected: "));
    assertThrows(
        IllegalArgumentException.class, () -> input.read("no-such", "x", garbage(), items::add));
  }

  private static ByteArrayInputStream garbage() {
    byte[] bytes = new byte[400];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 % 31);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void capturesBecomeTheSensorsEvents() throws IOException {
    Path captures = Peers.corpus("packetbeat-golden").resolve("packetbeat/tests/system/pcaps");
    input.read(FileInput.AUTO, captures.resolve("dns_google_com.pcap"), items::add);
    input.finish(items::add);
    assertTrue(
        items.stream()
            .map(item -> ((Parsed) item.result()).events().getFirst())
            .anyMatch(e -> "google.com".equals(e.text(EcsField.DNS_QUESTION_NAME))));
  }

  @Test
  void flowsFromDatagramsAndFromCapturesOfThem() throws IOException {
    Path corpus = Peers.corpus("netflow-graylog");
    input.read(FileInput.AUTO, corpus.resolve("netflow-v5-2.dat"), items::add);
    long fromFile = events().size();
    input.read("netflow", corpus.resolve("netflow5.pcap"), items::add);
    assertTrue(fromFile > 0, "flows of the datagram");
    assertTrue(events().size() > fromFile, "flows of the capture");
    assertTrue(events().stream().allMatch(e -> e.has(EcsField.SOURCE_IP)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"@timestamp\":1}|json",
        "[ {\"a\":1}]|json",
        "<34>1 2026-11-24T03:00:00Z h a - - - x|syslog",
        "2026-11-24 10:00:00 h a: x|syslog",
        "any text at all|syslog",
        "<html>|syslog",
        "<feed xmlns=|press",
        "{\"service_request_id\":\"1\"}|open311",
        "frigate/events {}|frigate"
      })
  void aTypeFromTheFirstBytes(String start, String type) {
    assertEquals(type, SourceTypes.guess(start.getBytes(UTF_8)));
  }

  @Test
  void everyTypeAndTransportHasALineOfHelpInBothLanguages() {
    new SourceTypes(new InMemorySystemStore(), ZoneId.of("UTC"))
        .all()
        .forEach(
            entry -> {
              assertTrue(entry.description().vi().length() > 10, entry.name());
              assertTrue(entry.description().en().length() > 10, entry.name());
            });
    for (Transport transport : Listeners.transports()) {
      assertTrue(transport.description().vi().length() > 10, transport.kind());
      assertTrue(transport.description().en().length() > 10, transport.kind());
    }
  }

  private void read(String type, String text) throws IOException {
    input.read(type, "-", new ByteArrayInputStream(text.getBytes(UTF_8)), items::add);
  }

  private EventBuilder event(int item) {
    return assertInstanceOf(Parsed.class, items.get(item).result()).events().getFirst();
  }

  private List<EventBuilder> events() {
    return items.stream()
        .filter(item -> item.result() instanceof Parsed)
        .flatMap(item -> ((Parsed) item.result()).events().stream())
        .toList();
  }
}
