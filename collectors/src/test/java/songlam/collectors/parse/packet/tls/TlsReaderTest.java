package songlam.collectors.parse.packet.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** What a hello may cost while it waits for its answer. */
class TlsReaderTest implements Conversation {
  private static final int MANY = 20_000;
  private static final byte[] NO_NAMES = {};

  private final List<EventBuilder> events = new ArrayList<>();
  private final List<Cap> reached = new ArrayList<>();
  private final TlsReader reader = new TlsReader(this);

  @Test
  void ofTooManyCiphersTheFirstAreKeptAndAllAreInTheFingerprints() {
    byte[] body = hello(MANY, NO_NAMES);
    take(true, 1, body);
    assertTrue(reader.held() > 256 * 50 && reader.held() < 64_000, () -> reader.held() + " held");
    assertEquals(List.of(Cap.SENSOR_HELLO), reached);
    take(false, 2, hello(0, NO_NAMES));
    assertEquals(0, reader.held(), "it has its answer");
    Hello whole = Objects.requireNonNull(Hello.read(body, true));
    EventBuilder event = events.getFirst();
    assertEquals(256, list(event).size());
    assertEquals(Ja4.of(whole), event.text(EcsField.TLS_CLIENT_JA4));
    assertEquals(Ja4.ja3(whole), event.text(EcsField.TLS_CLIENT_JA3));
    assertTrue(Ja4.of(whole).startsWith("t12i990100_"), Ja4.of(whole));
  }

  @Test
  void namesThatAreEmptyAreNotKept() {
    take(true, 1, hello(1, new byte[MANY]));
    assertTrue(reader.held() < 1_000, () -> reader.held() + " held");
    reader.end();
    assertEquals(List.of(""), events.getFirst().vendor().get("sensor.tls.alpn"));
    assertEquals(List.of(), reached);
  }

  @Test
  void anOrdinaryHelloIsWhole() {
    take(true, 1, hello(15, new byte[] {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'}));
    assertTrue(reader.held() > 512 && reader.held() < 4_096, () -> reader.held() + " held");
    reader.end();
    EventBuilder event = events.getFirst();
    assertEquals(15, list(event).size());
    assertEquals(List.of("h2", "http/1.1"), event.vendor().get("sensor.tls.alpn"));
    assertEquals("1.2", event.vendor().get("sensor.tls.offered_version"));
    assertEquals(0, reader.held());
  }

  @Override
  public EventBuilder event(String dataset, long nanos) {
    return new EventBuilder().set(EcsField.EVENT_DATASET, dataset);
  }

  @Override
  public void emit(EventBuilder event) {
    events.add(event);
  }

  @Override
  public void reached(Cap cap) {
    reached.add(cap);
  }

  private static List<?> list(EventBuilder event) {
    return (List<?>) Objects.requireNonNull(event.get(EcsField.TLS_CLIENT_SUPPORTED_CIPHERS));
  }

  /** In a record of its own: type 22, TLS 1.0, then the message's type and length. */
  private void take(boolean fromClient, int type, byte[] body) {
    ByteBuffer record = ByteBuffer.allocate(9 + body.length);
    record.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body.length));
    record.putInt(type << 24 | body.length).put(body);
    reader.bytes(fromClient, record.array(), 0, record.capacity(), 0);
  }

  /** The body of a client's hello of TLS 1.2; without ciphers that of a server's. */
  private static byte[] hello(int ciphers, byte[] names) {
    ByteBuffer body = ByteBuffer.allocate(65_000);
    body.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    if (ciphers == 0) {
      body.putShort((short) 0xc02f).put((byte) 0).putShort((short) 0);
      return Arrays.copyOf(body.array(), body.position());
    }
    body.putShort((short) (2 * ciphers));
    for (int i = 0; i < ciphers; i++) {
      body.putShort((short) (0x6000 + i % 0x2000 / 0x100 * 0x100 + i % 0x80));
    }
    body.putShort((short) 0x0100).putShort((short) (6 + names.length));
    body.putShort((short) 16).putShort((short) (2 + names.length));
    body.putShort((short) names.length).put(names);
    return Arrays.copyOf(body.array(), body.position());
  }
}
