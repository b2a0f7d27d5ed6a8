package songlam.collectors.parse.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Loss;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;

class NetflowParserTest {
  private static final byte[] TEMPLATE =
      Packets.set(2, Packets.words(256, 7, 8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 371, 65535));
  private static final byte[] DATA =
      Packets.set(
          256,
          Packets.join(
              Packets.words(0x0a00, 0x0001, 0xcb00, 0x7109, 40000, 443),
              new byte[] {6, 0, 0, 4, 0, 4},
              "lan1".getBytes(StandardCharsets.US_ASCII),
              new byte[] {0, 0}));

  private final InMemorySystemStore store = new InMemorySystemStore();
  private final Caps caps = new Caps();
  private NetflowParser parser = new NetflowParser(store, caps);

  @Test
  void readsAVariableLengthFieldAndSkipsPadding() {
    EventBuilder event = only(parse(0, Packets.ipfix(0, TEMPLATE, DATA)));
    assertEquals("10.0.0.1", event.text(EcsField.SOURCE_IP));
    assertEquals("203.0.113.9", event.text(EcsField.DESTINATION_IP));
    assertEquals(443L, event.get(EcsField.DESTINATION_PORT));
    assertEquals("tcp", event.text(EcsField.NETWORK_TRANSPORT));
    assertEquals(1024L, event.get(EcsField.NETWORK_BYTES));
    assertEquals("lan1", event.text(EcsField.USER_NAME));
    assertEquals(1_700_000_000_000L, event.timestamp());
    assertEquals("192.0.2.1/7", event.origin());
  }

  @Test
  void keepsTemplatesAcrossARestart() {
    parse(0, Packets.ipfix(0, TEMPLATE));
    parser = new NetflowParser(store, caps);
    assertEquals("10.0.0.1", only(parse(0, Packets.ipfix(0, DATA))).text(EcsField.SOURCE_IP));
  }

  @Test
  void templatesBeyondTheCapAreCountedNotTaken() {
    for (int id = 0; id <= Cap.NETFLOW_TEMPLATES.limit(); id++) {
      parse(0, Packets.ipfix(0, Packets.set(2, Packets.words(256 + id, 1, 8, 4))));
    }
    assertEquals(1, caps.count(Cap.NETFLOW_TEMPLATES));
  }

  @Test
  void dataWaitsForItsTemplateAndComesWithIt() {
    assertEquals(List.of(), parse(1_000, Packets.ipfix(0, DATA)).events());
    Parsed later = parse(30_000, Packets.ipfix(1, TEMPLATE));
    assertEquals("10.0.0.1", only(later).text(EcsField.SOURCE_IP));
    assertEquals(List.of(), parser.finish());
  }

  @Test
  void dataWithoutTemplateIsGivenUpAfterTheWaitingTime() {
    parse(1_000, Packets.ipfix(0, DATA));
    Parsed later = parse(61_001, Packets.ipfix(1));
    assertEquals(List.of(Reason.TEMPLATE_MISSING), reasons(later.losses()));
    assertEquals("192.0.2.1/7", later.losses().getFirst().origin());
  }

  @Test
  void aWithdrawnTemplateIsForgotten() {
    parse(0, Packets.ipfix(0, TEMPLATE));
    parse(0, Packets.ipfix(0, Packets.set(2, Packets.words(256, 0))));
    assertEquals(List.of(), parse(0, Packets.ipfix(0, DATA)).events());
    assertEquals(List.of(Reason.TEMPLATE_MISSING), reasons(parser.finish()));
  }

  @Test
  void countsRecordsThatNeverArrived() {
    parse(0, Packets.ipfix(10, TEMPLATE, DATA));
    assertEquals(List.of(), parse(0, Packets.ipfix(11, DATA)).losses());
    Loss gap = parse(0, Packets.ipfix(17, DATA)).losses().getFirst();
    assertEquals(Reason.SEQUENCE_GAP, gap.reason());
    assertEquals(5, gap.count());
  }

  @Test
  void aRestartedExporterIsNoLoss() {
    parse(0, Packets.ipfix(4_000_000_000L, TEMPLATE, DATA));
    assertEquals(List.of(), parse(0, Packets.ipfix(0, DATA)).losses());
  }

  @Test
  void placesMomentsRightWhenTheUpTimeHasWrapped() {
    byte[] template = Packets.set(0, Packets.words(300, 3, 4, 1, 22, 4, 21, 4));
    byte[] flow =
        Packets.set(300, Packets.join(new byte[] {17}, Packets.words(0xffff, 0xff00, 0, 500)));
    EventBuilder event = only(parse(0, Packets.versionNine(1_000, 0, template, flow)));
    assertEquals(1_699_999_999_500L, event.get(EcsField.EVENT_END));
    assertEquals(1_699_999_998_744L, event.get(EcsField.EVENT_START));
    assertEquals(756_000_000L, event.get(EcsField.EVENT_DURATION));
  }

  @Test
  void joinsTheWayBackOfABiflow() {
    byte[] template =
        Packets.set(2, Packets.words(256, 3, 4, 1, 1, 4, 0x8001, 4, 0, Elements.REVERSE));
    byte[] flow = Packets.set(256, Packets.join(new byte[] {6}, Packets.words(0, 70, 0, 900)));
    EventBuilder event = only(parse(0, Packets.ipfix(0, template, flow)));
    assertEquals(70L, event.get(EcsField.SOURCE_BYTES));
    assertEquals(900L, event.get(EcsField.DESTINATION_BYTES));
    assertEquals(970L, event.get(EcsField.NETWORK_BYTES));
  }

  @Test
  void annotatesFlowsWithTheSamplingOfTheirExporter() {
    byte[] options = Packets.set(3, Packets.words(257, 2, 1, 149, 4, 34, 4));
    byte[] sampling = Packets.set(257, Packets.words(0, 7, 0, 1000));
    Parsed parsed = parse(0, Packets.ipfix(0, options, sampling, TEMPLATE, DATA));
    assertEquals("netflow.options", parsed.events().getFirst().text(EcsField.EVENT_DATASET));
    assertEquals(1000L, parsed.events().getLast().vendor().get("netflow.samplingInterval"));
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    ParseResult.Rejected odd = rejected(Packets.words(77, 0, 0, 0));
    assertEquals("version 77 (expected: 5, 9 or 10)", odd.detail());
    assertEquals(Reason.UNSUPPORTED, odd.reason());
    assertEquals(Reason.TRUNCATED, rejected(Packets.words(5, 30, 0, 0)).reason());
    assertEquals(Reason.TRUNCATED, rejected(new byte[1]).reason());
  }

  @Test
  void keepsWhatStoodBeforeABrokenSet() {
    Parsed parsed = parse(0, Packets.ipfix(0, TEMPLATE, DATA, Packets.words(256, 999)));
    assertEquals(1, parsed.events().size());
    assertEquals(List.of(Reason.TRUNCATED), reasons(parsed.losses()));
    assertNull(parsed.events().getFirst().get(EcsField.DESTINATION_BYTES));
  }

  private Parsed parse(long receivedAt, byte[] payload) {
    return assertInstanceOf(Parsed.class, parser.parse(Packets.record(receivedAt, payload)));
  }

  private ParseResult.Rejected rejected(byte[] payload) {
    return assertInstanceOf(ParseResult.Rejected.class, parser.parse(Packets.record(0, payload)));
  }

  private static EventBuilder only(Parsed parsed) {
    assertEquals(1, parsed.events().size());
    return parsed.events().getFirst();
  }

  private static List<Reason> reasons(List<Loss> losses) {
    return losses.stream().map(Loss::reason).toList();
  }
}
