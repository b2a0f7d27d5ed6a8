package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A stretch of the journal that is given up as a whole; its events lie in indices of its own.
 *
 * @param first offset
 * @param suffix of the indices
 * @param openedAt milliseconds since the epoch
 * @param bytes of its entries, keys included
 */
record Segment(long first, String suffix, long openedAt, long bytes) {
  /** What its rows in the table of counters begin with. */
  static final String KEYS = "segment/";

  Segment with(long more) {
    return new Segment(first, suffix, openedAt, bytes + more);
  }

  byte[] key() {
    return (KEYS + "%016x".formatted(first)).getBytes(UTF_8);
  }

  byte[] encode() {
    byte[] text = suffix.getBytes(UTF_8);
    return ByteBuffer.allocate(24 + text.length)
        .putLong(first)
        .putLong(openedAt)
        .putLong(bytes)
        .put(text)
        .array();
  }

  static Segment decode(byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row);
    long first = in.getLong();
    long openedAt = in.getLong();
    long size = in.getLong();
    return new Segment(first, new String(row, 24, row.length - 24, UTF_8), openedAt, size);
  }
}
