package songlam.collectors.parse.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Reason;

/** The blocks of a pcapng capture (draft-ietf-opsawg-pcapng): sections, interfaces, packets. */
final class PcapngBlocks {
  /** A section header; reads the same in both byte orders. */
  static final int SECTION = 0x0a0d0d0a;

  /** What a block may have beside its packet: its head, and options. */
  private static final int BLOCK_FRAME = 64 << 10;

  private static final int MOST_INTERFACES = 4_096;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** One interface of a section. */
  private record Interface(int linkType, long unitsPerSecond, long offsetSeconds) {}

  private final CaptureReader.Sink sink;
  private final int largest;
  private final List<Interface> interfaces = new ArrayList<>();
  private ByteBuffer buffer = NOTHING;
  private CaptureReader.@Nullable Problem problem;

  /** Time of the latest packet, 0 before any. */
  private long latest;

  /**
   * @param largest octets of a packet
   */
  PcapngBlocks(CaptureReader.Sink sink, int largest) {
    this.sink = sink;
    this.largest = largest;
  }

  /** What is wrong, after which nothing more can be read. */
  CaptureReader.@Nullable Problem problem() {
    return problem;
  }

  /** Reads one block; false when it is not complete, or wrong. */
  boolean step(ByteBuffer from) {
    buffer = from;
    boolean isRead = block();
    buffer = NOTHING; // it is only lent
    return isRead;
  }

  private boolean block() {
    if (buffer.remaining() < 12) {
      return false;
    }
    int at = buffer.position();
    int type = buffer.getInt(at);
    if (type == SECTION) {
      buffer.order(ByteOrder.BIG_ENDIAN);
      int order = buffer.getInt(at + 8);
      if (order == 0x4d3c2b1a) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
      } else if (order != 0x1a2b3c4d) {
        return wrong("byte order %08x (expected: that of pcapng)".formatted(order));
      }
      interfaces.clear();
    }
    int length = buffer.getInt(at + 4);
    if (length < 0 || length > largest + BLOCK_FRAME) {
      problem = CaptureReader.Problem.tooLarge("block", length, largest + BLOCK_FRAME);
      return false;
    }
    if (length < 12 || length % 4 != 0) {
      return wrong("block of " + length + " octets (expected: 12 or more, a multiple of 4)");
    }
    if (buffer.remaining() < length) {
      return false;
    }
    switch (type) {
      case 1 -> describe(at, length);
      case 2, 6 -> enhanced(at, length, type == 2);
      case 3 -> simple(at, length);
      default -> {}
    }
    if (problem != null) {
      return false;
    }
    buffer.position(at + length);
    return true;
  }

  private boolean wrong(String detail) {
    problem = new CaptureReader.Problem(Reason.MALFORMED, detail);
    return false;
  }

  private void give(long nanos, int link, int at, int captured, int wireLength) {
    if (captured > largest) {
      problem = CaptureReader.Problem.tooLarge("packet", captured, largest);
      return;
    }
    latest = nanos;
    sink.packet(
        nanos,
        link,
        buffer.array(),
        buffer.arrayOffset() + at,
        captured,
        Math.max(captured, wireLength));
  }

  private void describe(int at, int length) {
    if (length < 20) {
      wrong("interface block of " + length + " octets (expected: 20 or more)");
      return;
    }
    if (interfaces.size() >= MOST_INTERFACES) {
      problem =
          new CaptureReader.Problem(
              Reason.OVERSIZED, "interfaces (expected: at most " + MOST_INTERFACES + ")");
      return;
    }
    long units = 1_000_000;
    long offset = 0;
    int option = at + 16;
    while (option + 4 <= at + length - 4) {
      int code = buffer.getShort(option) & 0xffff;
      int size = buffer.getShort(option + 2) & 0xffff;
      if (code == 0 || option + 4 + size > at + length - 4) {
        break;
      }
      if (code == 9 && size == 1) {
        units = units(buffer.get(option + 4));
      } else if (code == 14 && size == 8) {
        offset = buffer.getLong(option + 4);
      }
      option += 4 + (size + 3 & ~3);
    }
    interfaces.add(new Interface(buffer.getShort(at + 8) & 0xffff, units, offset));
  }

  /** Time units per second: a power of ten, or of two when the top bit is set. */
  private static long units(byte resolution) {
    int exponent = resolution & 0x7f;
    if (resolution < 0) {
      return 1L << Math.min(exponent, 62);
    }
    long units = 1;
    for (int i = 0; i < Math.min(exponent, 18); i++) {
      units *= 10;
    }
    return units;
  }

  private void enhanced(int at, int length, boolean isOld) {
    if (length < 32) {
      wrong("packet block of " + length + " octets (expected: 32 or more)");
      return;
    }
    int number = isOld ? buffer.getShort(at + 8) & 0xffff : buffer.getInt(at + 8);
    int captured = buffer.getInt(at + 20);
    if (number < 0 || number >= interfaces.size() || captured < 0 || captured > length - 32) {
      wrong(
          "packet of "
              + captured
              + " octets on interface "
              + number
              + " (expected: within its block, an interface that was described)");
      return;
    }
    Interface on = interfaces.get(number);
    long time = (long) buffer.getInt(at + 12) << 32 | buffer.getInt(at + 16) & 0xffff_ffffL;
    give(nanos(on, time), on.linkType(), at + 28, captured, buffer.getInt(at + 24));
  }

  private static long nanos(Interface on, long time) {
    long units = on.unitsPerSecond();
    // As many seconds as classic pcap can say: beyond, nanoseconds would not fit.
    long seconds =
        Math.clamp(Long.divideUnsigned(time, units) + on.offsetSeconds(), 0, 0xffff_ffffL);
    double fraction = (double) Long.remainderUnsigned(time, units) / units;
    long part =
        units <= 1_000_000_000L && 1_000_000_000L % units == 0
            ? Long.remainderUnsigned(time, units) * (1_000_000_000L / units)
            : (long) (fraction * 1e9);
    return seconds * 1_000_000_000L + part;
  }

  private void simple(int at, int length) {
    if (interfaces.isEmpty() || length < 16) {
      wrong("simple packet block (expected: 16 octets or more, and an interface)");
      return;
    }
    int wire = buffer.getInt(at + 8);
    int captured = wire < 0 ? length - 16 : Math.min(wire, length - 16);
    // It tells no time of its own.
    give(latest, interfaces.getFirst().linkType(), at + 12, captured, wire);
  }
}
