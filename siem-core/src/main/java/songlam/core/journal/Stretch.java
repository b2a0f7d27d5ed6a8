package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many records of each source stand between two offsets.
 *
 * @param first offset of its first entry
 * @param end offset behind its last entry
 */
record Stretch(long first, long end, Map<String, Long> records) {
  static final String KEYS = "stretch/";

  Stretch {
    records = Map.copyOf(records);
  }

  static byte[] key(long first) {
    return (KEYS + "%016x".formatted(first)).getBytes(UTF_8);
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(16).putLong(first).putLong(end).array());
    records.forEach(
        (source, count) -> {
          byte[] name = source.getBytes(UTF_8);
          out.writeBytes(ByteBuffer.allocate(12).putLong(count).putInt(name.length).array());
          out.writeBytes(name);
        });
    return out.toByteArray();
  }

  static Stretch decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long first = in.getLong();
    long end = in.getLong();
    Map<String, Long> records = new HashMap<>();
    while (in.hasRemaining()) {
      long count = in.getLong();
      byte[] name = new byte[in.getInt()];
      in.get(name);
      records.put(new String(name, UTF_8), count);
    }
    return new Stretch(first, end, records);
  }
}
