package songlam.collectors.parse.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Reason;

/**
 * Reads captures, classic pcap (both byte orders, micro- and nanoseconds) and pcapng, from bytes as
 * they come: a file may still be growing, a sender still sending. Feed it, and each complete packet
 * goes to the sink. Holds no more than one packet or block that is not complete. Not safe for many
 * threads.
 */
public final class CaptureReader {
  /** More than any link carries: a larger packet or block is a broken file. */
  private static final int LARGEST = 1 << 24;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

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

  /**
   * Why nothing more can be read.
   *
   * @param detail with what was expected
   */
  public record Problem(Reason reason, String detail) {
    static Problem tooLarge(String what, int octets, int most) {
      return new Problem(
          Reason.OVERSIZED,
          what + " of " + (octets & 0xffff_ffffL) + " octets (expected: at most " + most + ")");
    }
  }

  private final Sink sink;
  private final int largest;
  private ByteBuffer buffer = NOTHING;
  private boolean started;
  private @Nullable PcapngBlocks blocks;
  private boolean isNanos;
  private int linkType;
  private @Nullable Problem problem;
  private long complete;
  private int firstOctet = -1;

  /** Of a file. */
  public CaptureReader(Sink sink) {
    this(sink, LARGEST);
  }

  /**
   * @param largest octets of a packet; one that claims more is a problem. A block of pcapng may
   *     have 64 KiB more, for its options.
   */
  public CaptureReader(Sink sink, int largest) {
    this.sink = sink;
    this.largest = largest;
  }

  /** What is wrong with the capture, after which nothing more is read; null while it is right. */
  public @Nullable Problem problem() {
    return problem;
  }

  /** What is wrong with the capture if it ends here. */
  public @Nullable Problem problemAtEnd() {
    return problem == null && pending() > 0
        ? new Problem(
            Reason.TRUNCATED,
            (started ? "ends within a packet, " : "ends within its header, ")
                + pending()
                + " octets left")
        : problem;
  }

  /** Packets, blocks and heads that came whole. */
  public long complete() {
    return complete;
  }

  /** The octet the capture began with, -1 before it: what form it has, or claims to have. */
  public int firstOctet() {
    return firstOctet;
  }

  /** Octets of an incomplete packet at the end. */
  public int pending() {
    return buffer.remaining();
  }

  /** The first octets of what is incomplete, or wrong. */
  public byte[] pendingOctets(int most) {
    byte[] octets = new byte[Math.min(most, pending())];
    buffer.get(buffer.position(), octets);
    return octets;
  }

  /** Takes the next bytes of the capture. */
  public void feed(byte[] data, int offset, int length) {
    if (problem != null) {
      return;
    }
    if (firstOctet < 0 && length > 0) {
      firstOctet = data[offset] & 0xff;
    }
    boolean isWaiting = buffer.hasRemaining();
    if (isWaiting) {
      append(data, offset, length);
    } else {
      buffer = ByteBuffer.wrap(data, offset, length).slice().order(buffer.order());
    }
    int before = buffer.position();
    while (problem == null && step()) {
      complete++;
    }
    // The caller's array is only lent, and what was read is not kept.
    if (!buffer.hasRemaining()) {
      buffer = NOTHING.duplicate().order(buffer.order());
    } else if (!isWaiting || buffer.position() > before) {
      ByteBuffer kept = ByteBuffer.allocate(buffer.remaining()).order(buffer.order());
      kept.put(buffer).flip();
      buffer = kept;
    }
  }

  /** Room grows by doubling: a large packet may come octet by octet. */
  private void append(byte[] data, int offset, int length) {
    int end = buffer.limit();
    if (buffer.capacity() - end < length) {
      ByteBuffer larger =
          ByteBuffer.allocate(Math.max(2 * buffer.remaining(), buffer.remaining() + length))
              .order(buffer.order());
      larger.put(buffer).flip();
      buffer = larger;
      end = buffer.limit();
    }
    buffer.limit(end + length).put(end, data, offset, length);
  }

  private boolean step() {
    if (!started) {
      return head();
    }
    return blocks == null ? packet() : block(blocks);
  }

  private boolean head() {
    if (buffer.remaining() < 24) {
      return false;
    }
    int magic = buffer.order(ByteOrder.BIG_ENDIAN).getInt(buffer.position());
    switch (magic) {
      case PcapngBlocks.SECTION -> blocks = new PcapngBlocks(sink, largest);
      case 0xa1b2c3d4 -> isNanos = false;
      case 0xa1b23c4d -> isNanos = true;
      case 0xd4c3b2a1, 0x4d3cb2a1 -> {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        isNanos = magic == 0x4d3cb2a1;
      }
      default -> {
        return wrong(
            new Problem(
                Reason.MALFORMED, "magic %08x (expected: pcap or pcapng)".formatted(magic)));
      }
    }
    started = true;
    if (blocks == null) {
      linkType = buffer.getInt(buffer.position() + 20) & 0xffff;
      buffer.position(buffer.position() + 24);
    }
    return true;
  }

  private boolean block(PcapngBlocks from) {
    boolean isRead = from.step(buffer);
    problem = from.problem();
    return isRead;
  }

  private boolean packet() {
    if (buffer.remaining() < 16) {
      return false;
    }
    int at = buffer.position();
    int captured = buffer.getInt(at + 8);
    if (captured < 0 || captured > largest) {
      return wrong(Problem.tooLarge("packet", captured, largest));
    }
    if (buffer.remaining() - 16 < captured) {
      return false;
    }
    long seconds = buffer.getInt(at) & 0xffff_ffffL;
    long fraction = buffer.getInt(at + 4) & 0xffff_ffffL;
    long nanos = seconds * 1_000_000_000L + (isNanos ? fraction : fraction * 1000);
    sink.packet(
        nanos,
        linkType,
        buffer.array(),
        buffer.arrayOffset() + at + 16,
        captured,
        Math.max(captured, buffer.getInt(at + 12)));
    buffer.position(at + 16 + captured);
    return true;
  }

  private boolean wrong(Problem found) {
    problem = found;
    return false;
  }
}
