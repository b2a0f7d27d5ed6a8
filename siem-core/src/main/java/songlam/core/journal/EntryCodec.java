package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * Entries as bytes: one byte of kind, then the fields; text and bytes with a length in front. A
 * change of the layout takes a new kind, so old journals stay readable.
 */
final class EntryCodec {
  private static final byte RECEIVED = 1;
  private static final byte REFUSED = 2;
  private static final byte DROPPED = 3;
  private static final byte TICK = 4;
  private static final byte ACTIVATED = 5;
  private static final byte SWITCHED = 6;
  private static final byte DETECTING = 7;
  private static final byte CORRELATING = 8;
  private static final byte JOINED = 9;

  private static final Names NAMES = new Names();

  private EntryCodec() {}

  static byte[] encode(Entry entry) {
    return switch (entry) {
      case Entry.Received(RawRecord record) -> {
        ByteBuffer out = ByteBuffer.allocate(1 + size(record));
        putRecord(out.put(RECEIVED), record);
        yield out.array();
      }
      case Entry.Refused(RawRecord record, Reason reason, String detail) -> {
        byte[] why = detail.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(2 + 4 + why.length + size(record));
        out.put(REFUSED).put((byte) reason.ordinal()).putInt(why.length).put(why);
        putRecord(out, record);
        yield out.array();
      }
      case Entry.Dropped(String source, Reason reason, long count, long at) -> {
        byte[] name = source.getBytes(UTF_8);
        yield ByteBuffer.allocate(2 + 16 + name.length)
            .put(DROPPED)
            .put((byte) reason.ordinal())
            .putLong(count)
            .putLong(at)
            .put(name)
            .array();
      }
      case Entry.Tick(long at) -> ByteBuffer.allocate(9).put(TICK).putLong(at).array();
      case Entry.Activated(String pack, String version, long at) -> {
        ByteBuffer out =
            ByteBuffer.allocate(1 + 8 + 2 * 2 + utf8Length(pack) + utf8Length(version));
        out.put(ACTIVATED).putLong(at);
        putText(out, pack);
        putText(out, version);
        yield out.array();
      }
      case Entry.Detecting(String rules, long at) -> {
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 2 + utf8Length(rules));
        putText(out.put(DETECTING).putLong(at), rules);
        yield out.array();
      }
      case Entry.Correlating(Map<String, String> packs, long at) -> {
        int size = 1 + 8;
        for (Map.Entry<String, String> pack : packs.entrySet()) {
          size += 2 * 2 + utf8Length(pack.getKey()) + utf8Length(pack.getValue());
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(CORRELATING).putLong(at);
        new TreeMap<>(packs)
            .forEach(
                (pack, version) -> {
                  putText(out, pack);
                  putText(out, version);
                });
        yield out.array();
      }
      case Entry.Joined(String pack, String look, byte[] found, long at) -> {
        int size = 1 + 8 + 2 * 2 + utf8Length(pack) + utf8Length(look) + found.length;
        ByteBuffer out = ByteBuffer.allocate(size).put(JOINED).putLong(at);
        putText(out, pack);
        putText(out, look);
        yield out.put(found).array();
      }
      case Entry.Switched(Set<String> off, String by, long at) -> {
        byte[] names = String.join("\n", new TreeSet<>(off)).getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 2 + utf8Length(by) + names.length);
        out.put(SWITCHED).putLong(at);
        putText(out, by);
        yield out.put(names).array();
      }
    };
  }

  /**
   * Reads an entry back.
   *
   * @throws IllegalStateException when the bytes are none
   */
  static Entry decode(byte[] bytes) {
    try {
      return read(ByteBuffer.wrap(bytes));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "journal entry of " + bytes.length + " bytes is broken (expected: as it was written)", e);
    }
  }

  private static Entry read(ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case RECEIVED -> new Entry.Received(record(in));
      case REFUSED -> {
        Reason reason = Reason.values()[in.get()];
        byte[] why = new byte[Objects.checkIndex(in.getInt(), in.remaining() + 1)];
        in.get(why);
        yield new Entry.Refused(record(in), reason, new String(why, UTF_8));
      }
      case DROPPED -> {
        Reason reason = Reason.values()[in.get()];
        long count = in.getLong();
        long at = in.getLong();
        yield new Entry.Dropped(rest(in), reason, count, at);
      }
      case TICK -> new Entry.Tick(in.getLong());
      case ACTIVATED -> {
        long at = in.getLong();
        yield new Entry.Activated(text(in), text(in), at);
      }
      case DETECTING -> {
        long at = in.getLong();
        yield new Entry.Detecting(text(in), at);
      }
      case CORRELATING -> {
        long at = in.getLong();
        Map<String, String> packs = new HashMap<>();
        while (in.hasRemaining()) {
          packs.put(text(in), text(in));
        }
        yield new Entry.Correlating(packs, at);
      }
      case JOINED -> {
        long at = in.getLong();
        String pack = text(in);
        String look = text(in);
        byte[] found = new byte[in.remaining()];
        in.get(found);
        yield new Entry.Joined(pack, look, found, at);
      }
      case SWITCHED -> {
        long at = in.getLong();
        String by = text(in);
        String names = rest(in);
        yield new Entry.Switched(
            names.isEmpty() ? Set.of() : Set.of(names.split("\n", -1)), by, at);
      }
      default ->
          throw new IllegalStateException("journal entry of kind " + kind + " (expected: 1 to 9)");
    };
  }

  /** Adds the records of an encoded entry to the counts of their source; reads no further. */
  static void count(byte[] bytes, Map<String, Long> counts) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    switch (in.get()) {
      case RECEIVED -> counts.merge(source(in), 1L, Long::sum);
      case REFUSED -> {
        in.get();
        int why = in.getInt();
        in.position(in.position() + why);
        counts.merge(source(in), 1L, Long::sum);
      }
      case DROPPED -> {
        in.get();
        long count = in.getLong();
        in.getLong();
        counts.merge(rest(in), count, Long::sum);
      }
      default -> {}
    }
  }

  /** Of the record that begins here. */
  private static String source(ByteBuffer in) {
    in.getLong();
    return text(in);
  }

  private static int size(RawRecord record) {
    return 8
        + 6 * 2
        + utf8Length(record.source())
        + utf8Length(record.type())
        + utf8Length(record.session())
        + utf8Length(record.peer())
        + utf8Length(record.dataset())
        + (record.clientId() == null ? 0 : utf8Length(record.clientId()))
        + record.payload().length;
  }

  private static void putRecord(ByteBuffer out, RawRecord record) {
    out.putLong(record.receivedAt());
    putText(out, record.source());
    putText(out, record.type());
    putText(out, record.session());
    putText(out, record.peer());
    putText(out, record.dataset());
    String clientId = record.clientId();
    if (clientId == null) {
      out.putShort((short) -1);
    } else {
      putText(out, clientId);
    }
    out.put(record.payload());
  }

  private static RawRecord record(ByteBuffer in) {
    long receivedAt = in.getLong();
    String source = text(in);
    String type = text(in);
    String session = text(in);
    String peer = text(in);
    String dataset = text(in);
    in.mark();
    String clientId = null;
    if (in.getShort() != -1) {
      in.reset();
      clientId = text(in);
    }
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    return new RawRecord(source, type, session, receivedAt, peer, clientId, dataset, payload);
  }

  private static void putText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.putShort((short) bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = Objects.checkIndex(in.getShort(), in.remaining() + 1);
    String text = NAMES.of(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
    return text;
  }

  private static String rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /** Names are short; what a client chose for itself is cut by its listener. */
  private static int utf8Length(String text) {
    int length = isAscii(text) ? text.length() : text.getBytes(UTF_8).length;
    if (length > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "text: " + length + " bytes (expected: at most " + Short.MAX_VALUE + ")");
    }
    return length;
  }
}
