package songlam.collectors.frame;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Flow export messages one behind the other, as in an IPFIX file (RFC 5655) or a datagram kept as a
 * file. IPFIX says its length and NetFlow v5 its number of records; v9 says neither, so its file
 * holds one message.
 */
public final class FlowFramer implements Framer {
  private static final int LONGEST = 65_535;
  private static final int V5_HEAD = 24;
  private static final int V5_RECORD = 48;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(2_048);
  private final byte[] head = new byte[4];
  private long length;

  @Override
  public void feed(byte[] chunk, Consumer<Frame> out) {
    int at = 0;
    while (at < chunk.length) {
      long missing = missing();
      int take = (int) Math.min(missing, chunk.length - at);
      for (int i = 0; length + i < head.length && i < take; i++) {
        head[(int) length + i] = chunk[at + i];
      }
      kept.write(chunk, at, Math.max(0, Math.min(take, LONGEST - kept.size())));
      length += take;
      at += take;
      if (missing() == 0) {
        end(out);
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) {
    if (length > 0) {
      out.accept(new Frame(kept.toByteArray(), length));
    }
    kept.reset();
    length = 0;
  }

  /** Octets until the message is complete, or until its head says how many there are. */
  private long missing() {
    if (length < 4) {
      return 4 - length;
    }
    long whole =
        switch (u16(head, 0)) {
          case 5 -> V5_HEAD + (long) u16(head, 2) * V5_RECORD;
          case 10 -> Math.max(4, u16(head, 2));
          default -> Long.MAX_VALUE;
        };
    return whole - length;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }
}
