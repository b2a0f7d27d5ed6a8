package songlam.console.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Export messages of flows whose every value follows from their number, so that what a decoder made
 * of them can be checked: NetFlow v5, v9 (RFC 3954) and IPFIX (RFC 7011) with the same fields.
 */
final class FlowDatagrams {
  /** 2026-11-24T03:00:00Z. */
  static final long AT = 1_795_489_200_000L;

  private static final int PER_MESSAGE = 30;
  private static final int TEMPLATE = 256;
  private static final int UP_TIME = 3_600_000;

  /** Element and length of each field of v9 and IPFIX, in the order of the record. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {22, 4}, {21, 4}, {1, 4}, {2, 4}, {10, 4}, {14, 4}, {7, 2}, {11, 2}, {4, 1},
    {6, 1}, {5, 1}, {60, 1}
  };

  private static final int RECORD = 40;

  private FlowDatagrams() {}

  static int source(long flow) {
    return 0x0a000000 | (int) (flow % 65_000);
  }

  static int destination(long flow) {
    return 0xc6336400 | (int) (flow % 250);
  }

  static int sourcePort(long flow) {
    return 1_024 + (int) (flow % 60_000);
  }

  static long octets(long flow) {
    return 40 + flow % 1_000_000;
  }

  static long packets(long flow) {
    return 1 + flow % 1_000;
  }

  /** The messages that hold flows 0 to {@code count}. */
  static List<byte[]> of(int version, int count) {
    List<byte[]> messages = new ArrayList<>();
    for (int from = 0; from < count; from += PER_MESSAGE) {
      int records = Math.min(PER_MESSAGE, count - from);
      messages.add(
          switch (version) {
            case 5 -> five(from, records);
            case 9 -> templated(9, from, records, messages.size());
            default -> templated(10, from, records, from);
          });
    }
    return messages;
  }

  private static byte[] five(int from, int records) {
    ByteBuffer message = ByteBuffer.allocate(24 + 48 * records);
    message.putShort((short) 5).putShort((short) records).putInt(UP_TIME);
    message.putInt((int) (AT / 1_000)).putInt(0).putInt(from).putInt(0);
    for (int i = 0; i < records; i++) {
      long flow = from + i;
      message.putInt(source(flow)).putInt(destination(flow)).putInt(0);
      message.putShort((short) 3).putShort((short) 7);
      message.putInt((int) packets(flow)).putInt((int) octets(flow));
      message.putInt(UP_TIME - 2_000).putInt(UP_TIME - 1_000);
      message.putShort((short) sourcePort(flow)).putShort((short) 443);
      message.put((byte) 0).put((byte) 0x1b).put((byte) 6).put((byte) 0).putLong(0);
    }
    return message.array();
  }

  private static byte[] templated(int version, int from, int records, int sequence) {
    ByteBuffer message = ByteBuffer.allocate(2_048);
    boolean isNine = version == 9;
    message.position(isNine ? 20 : 16);
    if (from % (20 * PER_MESSAGE) == 0) {
      message.putShort((short) (isNine ? 0 : 2)).putShort((short) (8 + 4 * FIELDS.length));
      message.putShort((short) TEMPLATE).putShort((short) FIELDS.length);
      for (int[] field : FIELDS) {
        message.putShort((short) element(field[0], isNine)).putShort((short) field[1]);
      }
    }
    message.putShort((short) TEMPLATE).putShort((short) (4 + RECORD * records));
    for (int i = 0; i < records; i++) {
      record(message, from + i, isNine);
    }
    int length = message.position();
    message.putShort(0, (short) version);
    if (isNine) {
      message.putShort(2, (short) records).putInt(4, UP_TIME).putInt(8, (int) (AT / 1_000));
      message.putInt(12, sequence).putInt(16, 1);
    } else {
      message.putShort(2, (short) length).putInt(4, (int) (AT / 1_000));
      message.putInt(8, sequence).putInt(12, 1);
    }
    return Arrays.copyOf(message.array(), length);
  }

  /** IPFIX has no up time in its head: there the times are seconds since 1970. */
  private static int element(int number, boolean isNine) {
    return isNine ? number : number == 22 ? 150 : number == 21 ? 151 : number;
  }

  private static void record(ByteBuffer message, long flow, boolean isNine) {
    message.putInt(source(flow)).putInt(destination(flow));
    message.putInt(isNine ? UP_TIME - 2_000 : (int) (AT / 1_000) - 2);
    message.putInt(isNine ? UP_TIME - 1_000 : (int) (AT / 1_000) - 1);
    message.putInt((int) octets(flow)).putInt((int) packets(flow)).putInt(3).putInt(7);
    message.putShort((short) sourcePort(flow)).putShort((short) 443);
    message.put((byte) 6).put((byte) 0x1b).put((byte) 0).put((byte) 4);
  }
}
