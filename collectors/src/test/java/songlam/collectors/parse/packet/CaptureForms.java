package songlam.collectors.parse.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Captures in every form of pcap and pcapng, built octet by octet: raw IP, one time for all. */
public final class CaptureForms {
  private static final int RAW_IP = 101;
  private static final int SECONDS = 1_795_489_200;
  private static final int NANOS = 123_456_000;

  private CaptureForms() {}

  /** A UDP datagram of so many octets of payload, from 192.0.2.1 to port 7 of 192.0.2.7. */
  public static byte[] datagram(int port, int payload) {
    ByteBuffer packet = ByteBuffer.allocate(28 + payload);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload)).putInt(0x4000);
    packet.put((byte) 64).put((byte) 17).putShort((short) 0);
    packet.put(new byte[] {(byte) 192, 0, 2, 1, (byte) 192, 0, 2, 7});
    packet.putShort((short) port).putShort((short) 7).putShort((short) (8 + payload));
    return packet.array();
  }

  /** An answer of DNS without its question: the sensor tells of it at once. */
  public static byte[] dnsAnswer(int id) {
    byte[] packet = datagram(53, 12);
    ByteBuffer.wrap(packet).putShort(28, (short) id).putShort(30, (short) 0x8180);
    return packet;
  }

  /** Classic pcap; the head says that packets are cut at 96 octets, whatever they are. */
  public static byte[] classic(ByteOrder order, boolean isNanos, byte[]... packets) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(24).order(order);
    head.putInt(isNanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    file.writeBytes(head.putInt(0).putInt(0).putInt(96).putInt(RAW_IP).array());
    for (byte[] packet : packets) {
      ByteBuffer record = ByteBuffer.allocate(16).order(order);
      record.putInt(SECONDS).putInt(isNanos ? NANOS : NANOS / 1_000);
      file.writeBytes(record.putInt(packet.length).putInt(packet.length).array());
      file.writeBytes(packet);
    }
    return file.toByteArray();
  }

  /** The head of a packet that claims so many octets. */
  public static byte[] claim(ByteOrder order, int octets) {
    ByteBuffer record = ByteBuffer.allocate(16).order(order);
    return record.putInt(SECONDS).putInt(0).putInt(octets).putInt(octets).array();
  }

  /** One section with one interface. */
  public static byte[] pcapng(ByteOrder order, byte[]... packets) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuffer section = ByteBuffer.allocate(16).order(order);
    section.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
    file.writeBytes(block(order, 0x0a0d0d0a, section.array()));
    file.writeBytes(networkInterface(order));
    for (byte[] packet : packets) {
      long micros = SECONDS * 1_000_000L + NANOS / 1_000;
      file.writeBytes(enhanced(order, micros, packet));
    }
    return file.toByteArray();
  }

  /** An interface of raw IP, microseconds. */
  public static byte[] networkInterface(ByteOrder order) {
    ByteBuffer body = ByteBuffer.allocate(8).order(order);
    return block(order, 1, body.putShort((short) RAW_IP).putShort((short) 0).putInt(96).array());
  }

  /** A packet of the first interface. */
  public static byte[] enhanced(ByteOrder order, long time, byte[] packet) {
    int padded = packet.length + 3 & ~3;
    ByteBuffer body = ByteBuffer.allocate(20 + padded).order(order);
    body.putInt(0).putInt((int) (time >>> 32)).putInt((int) time);
    return block(order, 6, body.putInt(packet.length).putInt(packet.length).put(packet).array());
  }

  /** A packet without time, of the first interface. */
  public static byte[] simple(ByteOrder order, byte[] packet) {
    ByteBuffer body = ByteBuffer.allocate(4 + (packet.length + 3 & ~3)).order(order);
    return block(order, 3, body.putInt(packet.length).put(packet).array());
  }

  private static byte[] block(ByteOrder order, int type, byte[] body) {
    int length = 12 + body.length;
    ByteBuffer block = ByteBuffer.allocate(length).order(order);
    return block.putInt(type).putInt(length).put(body).putInt(length).array();
  }

  /** One behind the other. */
  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
