package songlam.collectors.parse.packet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * A pcap file of one TCP conversation between 192.0.2.1:40000 and 192.0.2.7, built octet by octet:
 * link type 101, IPv4 without a link header, a packet each millisecond.
 */
public final class TcpCapture {
  private static final int CLIENT_PORT = 40_000;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final int serverPort;
  private int clientNext = 1_000;
  private int serverNext = 9_000;
  private int packets;

  public TcpCapture(int serverPort) {
    this.serverPort = serverPort;
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(65_535).putInt(101);
    file.writeBytes(header.array());
    client(0x02, new byte[0]);
    server(0x12, new byte[0]);
    clientNext++;
    serverNext++;
  }

  /** One segment of the client, each char an octet. */
  public TcpCapture asks(String octets) {
    client(0x18, octets.getBytes(ISO_8859_1));
    return this;
  }

  /** One segment of the server, each char an octet. */
  public TcpCapture answers(String octets) {
    server(0x18, octets.getBytes(ISO_8859_1));
    return this;
  }

  /** The file so far. */
  public byte[] bytes() {
    return file.toByteArray();
  }

  /** What the sensor makes of the file, of this data set only. */
  List<EventBuilder> events(String dataset) {
    List<EventBuilder> events = new ArrayList<>();
    Sensor sensor =
        new Sensor(
            SensorLimits.STANDARD,
            new Caps(),
            event -> {
              if (dataset.equals(event.text(EcsField.EVENT_DATASET))) {
                events.add(event);
              }
            });
    new CaptureReader(sensor).feed(bytes(), 0, file.size());
    sensor.finish();
    return events;
  }

  private void client(int flags, byte[] payload) {
    packet(true, flags, clientNext, serverNext, payload);
    clientNext += payload.length;
  }

  private void server(int flags, byte[] payload) {
    packet(false, flags, serverNext, clientNext, payload);
    serverNext += payload.length;
  }

  private void packet(boolean fromClient, int flags, int sequence, int next, byte[] payload) {
    byte[] client = {(byte) 192, 0, 2, 1};
    byte[] server = {(byte) 192, 0, 2, 7};
    int length = 40 + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
    packet.putInt(1_795_489_200).putInt(1_000 * packets++).putInt(length).putInt(length);
    packet.order(ByteOrder.BIG_ENDIAN);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0x4000);
    packet.put((byte) 64).put((byte) 6).putShort((short) 0);
    packet.put(fromClient ? client : server).put(fromClient ? server : client);
    packet.putShort((short) (fromClient ? CLIENT_PORT : serverPort));
    packet.putShort((short) (fromClient ? serverPort : CLIENT_PORT));
    packet.putInt(sequence).putInt(next).put((byte) 0x50).put((byte) flags);
    packet.putShort((short) 64_240).putInt(0).put(payload);
    file.writeBytes(packet.array());
  }
}
