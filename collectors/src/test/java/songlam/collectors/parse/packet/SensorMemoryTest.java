package songlam.collectors.parse.packet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;

/** Conversations that are begun and never go on do not fill the memory. */
class SensorMemoryTest {
  private static final long SECOND = 1_795_489_200_000_000_000L;
  private static final long AHEAD = 1_000 + 128;
  private static final byte[] ADDRESSES = {10, 0, 0, 1, 10, 0, 0, 2};

  private final Caps caps = new Caps();
  private final Map<String, Integer> ends = new HashMap<>();
  private final Sensor sensor =
      new Sensor(
          SensorLimits.STANDARD,
          caps,
          event ->
              ends.merge(String.valueOf(event.text(EcsField.FLOW_END_REASON)), 1, Integer::sum));

  @Test
  void segmentsBehindAHole() {
    byte[] payload = new byte[1_400];
    for (int i = 0; i < 100_000; i++) {
      segment(i / 100, i == 0 || i % 100 == 0 ? 1 : 10 + i % 100 * 1_400L, payload);
    }
    bounded(140L * 1_000_000);
  }

  @Test
  void headsThatNeverEnd() {
    byte[] begin = "GET / HTTP/1.1\r\n".getBytes(ISO_8859_1);
    byte[] more = "X-A: b\r\n".repeat(150).getBytes(ISO_8859_1);
    for (int flow = 0; flow < 1_600; flow++) {
      segment(flow, 1, begin);
      for (int i = 0; i < 40; i++) {
        segment(flow, 1 + begin.length + (long) i * more.length, more);
      }
    }
    bounded(1_600L * 40 * more.length);
  }

  @Test
  void questionsWithoutAnswers() {
    StringBuilder lines = new StringBuilder("GET / HTTP/1.1\r\n");
    for (int i = 0; i < 100; i++) {
      lines.append((char) ('!' + i / 10)).append(i % 10).append(":\r\n");
    }
    byte[] request = lines.append("\r\n").toString().getBytes(ISO_8859_1);
    for (int flow = 0; flow < 200; flow++) {
      for (int i = 0; i < 64; i++) {
        segment(flow, 1 + (long) i * request.length, request);
      }
    }
    bounded(200L * 64 * 100 * 160);
  }

  @Test
  void whatIsReadIsHeldNoLonger() {
    byte[] request =
        ("GET / HTTP/1.1\r\nCookie: " + "x".repeat(4_000) + "\r\n\r\n").getBytes(ISO_8859_1);
    byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    for (int flow = 0; flow < 20_000; flow++) {
      segment(flow, 1, request);
      packet(flow, false, 1, answer);
    }
    assertEquals(0, caps.count(Cap.SENSOR_MEMORY));
    assertEquals(0, sensor.held());
    assertEquals(20_000, sensor.flows());
  }

  @Test
  void whatIsHeldIsKnownWithEachPacket() {
    byte[] payload = new byte[1_000];
    segment(0, 1, payload);
    assertEquals(0, sensor.held());
    for (int i = 1; i <= 3; i++) {
      segment(0, 2_000L * i, payload);
      assertEquals(i * AHEAD, sensor.held());
    }
    segment(1, 1, payload);
    segment(1, 3_000, payload);
    assertEquals(4 * AHEAD, sensor.held());
    segment(0, 1_001, new byte[999]);
    assertEquals(3 * AHEAD, sensor.held(), "one hole is closed");
    sensor.finish();
    assertEquals(0, sensor.held());
    assertEquals(0, sensor.flows());
  }

  @Test
  void questionsAreHeldUntilTheyAreAnswered() {
    byte[] request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1);
    byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    for (int i = 0; i < 70; i++) {
      segment(0, 1 + (long) i * request.length, request);
    }
    assertEquals(64 * (2 * 14 + 160 + 2 * 5), sensor.held(), "the eldest are let go");
    for (int i = 0; i < 64; i++) {
      packet(0, false, 1 + (long) i * answer.length, answer);
    }
    assertEquals(0, sensor.held());
  }

  /** A reader's room for a large packet would stay as long as the sensor sees no other. */
  @Test
  void thePacketIsOnlyLent() throws Exception {
    byte[] packet = CaptureForms.datagram(40, 9);
    WeakReference<byte[]> lent = new WeakReference<>(packet);
    sensor.packet(SECOND, 101, packet, 0, packet.length, packet.length);
    packet = null;
    for (int i = 0; i < 100 && lent.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(lent.get());
    assertEquals(1, sensor.flows());
  }

  @Test
  void shrinksToWhatItIsTold() {
    for (int flow = 0; flow < 10; flow++) {
      segment(flow, 1, new byte[1_000]);
      if (flow != 5) {
        segment(flow, 2_001, new byte[1_000]);
      }
    }
    sensor.shrinkTo(6, Long.MAX_VALUE);
    assertEquals(6, sensor.flows());
    assertEquals(5 * AHEAD, sensor.held());
    assertEquals(4, caps.count(Cap.SENSOR_FLOWS));
    sensor.shrinkTo(6, 2 * AHEAD);
    assertEquals(3, sensor.flows(), "that which holds nothing stays");
    assertEquals(2 * AHEAD, sensor.held());
    assertEquals(3, caps.count(Cap.SENSOR_MEMORY));
    assertEquals(7, ends.get("lack_of_resources"));
    sensor.shrinkTo(0, 0);
    assertEquals(0, sensor.flows());
    assertEquals(0, sensor.held());
  }

  private void bounded(long octets) {
    assertTrue(octets > Cap.SENSOR_MEMORY.limit(), "more than is allowed");
    assertTrue(ends.getOrDefault("lack_of_resources", 0) > 0, ends.toString());
    assertTrue(caps.count(Cap.SENSOR_MEMORY) > 0);
    ends.clear();
    sensor.finish();
    assertEquals(0, sensor.held());
  }

  private void segment(int flow, long sequence, byte[] payload) {
    packet(flow, true, sequence, payload);
  }

  private void packet(int flow, boolean fromClient, long sequence, byte[] payload) {
    int port = 1_024 + flow % 60_000;
    ByteBuffer packet = ByteBuffer.allocate(40 + payload.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (40 + payload.length)).putInt(0x4000);
    packet.put((byte) 64).put((byte) 6).putShort((short) 0);
    packet.put(ADDRESSES, fromClient ? 0 : 4, 4).put(ADDRESSES, fromClient ? 4 : 0, 4);
    packet.putShort((short) (fromClient ? port : 80)).putShort((short) (fromClient ? 80 : port));
    packet.putInt((int) sequence).putInt(1).put((byte) 0x50).put((byte) 0x18);
    packet.putShort((short) 64_240).putInt(0).put(payload);
    sensor.packet(SECOND, 101, packet.array(), 0, packet.capacity(), packet.capacity());
    assertTrue(sensor.held() <= Cap.SENSOR_MEMORY.limit(), "never more than is allowed");
  }
}
