package songlam.collectors.parse.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads capture files, classic pcap (both byte orders, micro- and nanoseconds) and pcapng, from
 * bytes as they come: a file may still be growing. Feed it, and each complete packet goes to the
 * sink. Not safe for many threads.
 */
public final class CaptureReader {
  /** More than any link carries: a larger packet or block is a broken file. */
  private static final int LARGEST = 1 << 24;

  private static final int PCAPNG = 0x0a0d0d0a;

  /** Where packets go. */
  public interface Sink {
    /**
     * @param nanos capture time, nanoseconds since the epoch
     * @param linkType of the tcpdump.org registry (LINKTYPE_…)
     * @param data lent until the call returns
     * @param wireLength octets on the wire; more than captured when cut
     */
    void packet(long nanos, int linkType, byte[] data, int offset, int captured, int wireLength);
  }

  /** One interface of a pcapng section. */
  private record Interface(int linkType, long unitsPerSecond, long offsetSeconds) {}

  private final Sink sink;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private boolean started;
  private boolean isPcapng;
  private boolean isNanos;
  private int linkType;
  private final List<Interface> interfaces = new ArrayList<>();
  private @Nullable String problem;

  public CaptureReader(Sink sink) {
    this.sink = sink;
  }

  /** What is wrong with the file, after which nothing more is read; null while it is right. */
  public @Nullable String problem() {
    return problem;
  }

  /** Octets of an incomplete packet at the end. */
  public int pending() {
    return buffer.remaining();
  }

  /** Takes the next bytes of the file. */
  public void feed(byte[] data, int offset, int length) {
    if (problem != null) {
      return;
    }
    ByteOrder order = buffer.order();
    if (buffer.hasRemaining()) {
      ByteBuffer joined = ByteBuffer.allocate(buffer.remaining() + length);
      joined.put(buffer).put(data, offset, length).flip();
      buffer = joined.order(order);
    } else {
      buffer = ByteBuffer.wrap(data, offset, length).slice().order(order);
    }
    while (problem == null && step()) {
      continue;
    }
    if (buffer.hasRemaining()) { // the caller's array is only lent
      ByteBuffer kept = ByteBuffer.allocate(buffer.remaining()).order(buffer.order());
      kept.put(buffer).flip();
      buffer = kept;
    }
  }

  private boolean step() {
    if (!started) {
      return head();
    }
    return isPcapng ? block() : packet();
  }

  private boolean head() {
    if (buffer.remaining() < 24) {
      return false;
    }
    int magic = buffer.order(ByteOrder.BIG_ENDIAN).getInt(buffer.position());
    switch (magic) {
      case PCAPNG -> isPcapng = true;
      case 0xa1b2c3d4 -> isNanos = false;
      case 0xa1b23c4d -> isNanos = true;
      case 0xd4c3b2a1, 0x4d3cb2a1 -> {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        isNanos = magic == 0x4d3cb2a1;
      }
      default -> {
        problem = "magic " + Integer.toHexString(magic) + " (expected: pcap or pcapng)";
        return false;
      }
    }
    started = true;
    if (!isPcapng) {
      linkType = buffer.getInt(buffer.position() + 20) & 0xffff;
      buffer.position(buffer.position() + 24);
    }
    return true;
  }

  private boolean packet() {
    if (buffer.remaining() < 16) {
      return false;
    }
    int at = buffer.position();
    int captured = buffer.getInt(at + 8);
    if (captured < 0 || captured > LARGEST) {
      problem = "packet of " + captured + " octets (expected: 0 to " + LARGEST + ")";
      return false;
    }
    if (buffer.remaining() - 16 < captured) {
      return false;
    }
    long seconds = buffer.getInt(at) & 0xffff_ffffL;
    long fraction = buffer.getInt(at + 4) & 0xffff_ffffL;
    long nanos = seconds * 1_000_000_000L + (isNanos ? fraction : fraction * 1000);
    give(nanos, linkType, at + 16, captured, buffer.getInt(at + 12));
    buffer.position(at + 16 + captured);
    return true;
  }

  private void give(long nanos, int link, int at, int captured, int wireLength) {
    sink.packet(
        nanos,
        link,
        buffer.array(),
        buffer.arrayOffset() + at,
        captured,
        Math.max(captured, wireLength));
  }

  private boolean block() {
    if (buffer.remaining() < 12) {
      return false;
    }
    int at = buffer.position();
    int type = buffer.getInt(at);
    if (type == PCAPNG) {
      buffer.order(ByteOrder.BIG_ENDIAN);
      if (buffer.getInt(at + 8) == 0x4d3c2b1a) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
      }
      interfaces.clear();
    }
    int length = buffer.getInt(at + 4);
    if (length < 12 || length > LARGEST || length % 4 != 0) {
      problem = "block of " + length + " octets (expected: 12 to " + LARGEST + ")";
      return false;
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
    buffer.position(at + length);
    return true;
  }

  private void describe(int at, int length) {
    if (length < 20) {
      problem = "interface block of " + length + " octets (expected: 20 or more)";
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
      problem = "packet block of " + length + " octets (expected: 32 or more)";
      return;
    }
    int number = isOld ? buffer.getShort(at + 8) & 0xffff : buffer.getInt(at + 8);
    int captured = buffer.getInt(at + 20);
    if (number < 0 || number >= interfaces.size() || captured < 0 || captured > length - 32) {
      problem = "packet of " + captured + " octets on interface " + number;
      return;
    }
    Interface on = interfaces.get(number);
    long time = (long) buffer.getInt(at + 12) << 32 | buffer.getInt(at + 16) & 0xffff_ffffL;
    give(nanos(on, time), on.linkType(), at + 28, captured, buffer.getInt(at + 24));
  }

  private static long nanos(Interface on, long time) {
    long units = on.unitsPerSecond();
    long seconds = Long.divideUnsigned(time, units) + on.offsetSeconds();
    double fraction = (double) Long.remainderUnsigned(time, units) / units;
    long part =
        units <= 1_000_000_000L && 1_000_000_000L % units == 0
            ? Long.remainderUnsigned(time, units) * (1_000_000_000L / units)
            : (long) (fraction * 1e9);
    return seconds * 1_000_000_000L + part;
  }

  private void simple(int at, int length) {
    if (interfaces.isEmpty() || length < 16) {
      problem = "simple packet block without interface";
      return;
    }
    int wire = buffer.getInt(at + 8);
    int captured = wire < 0 ? length - 16 : Math.min(wire, length - 16);
    give(0, interfaces.getFirst().linkType(), at + 12, captured, wire);
  }
}
