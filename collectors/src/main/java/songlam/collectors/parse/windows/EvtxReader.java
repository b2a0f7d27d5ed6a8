package songlam.collectors.parse.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.Arrays;

/**
 * Reads event log files of Windows Vista and later: a header, then chunks of 64 KB that each hold
 * records with the names and templates they use. A file need not have been closed: what counts is
 * what the chunks hold, not what the header says. One record that cannot be read costs only itself.
 */
public final class EvtxReader {
  private static final int CHUNK = 65_536;
  private static final int HEADER = 4_096;
  private static final int FIRST_RECORD = 512;
  private static final int RECORD = 0x2a2a;
  private static final int FREE_SPACE = 48;
  private static final int RECORD_HEAD = 24;

  private EvtxReader() {}

  /** What hears of the records, in order. */
  public interface Sink {
    /**
     * @param json of the event, as {@code parse.json} reads it
     */
    void event(byte[] json);

    /** Something that should be a record or a chunk and is none. */
    void rejected(String detail);
  }

  /** Whether a file that begins so is an event log. */
  public static boolean isEvtx(byte[] head) {
    return begins(head, "ElfFile\0");
  }

  /** Reads a file to its end. */
  public static void read(InputStream in, Sink sink) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (!isEvtx(header)) {
      sink.rejected("event log: its first bytes are others (expected: ElfFile)");
      return;
    }
    int number = 0;
    for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
      if (begins(chunk, "ElfChnk\0") && chunk.length > FIRST_RECORD) {
        records(chunk, number, sink);
      } else if (!isEmpty(chunk)) {
        sink.rejected("chunk " + number + ": its first bytes are others (expected: ElfChnk)");
      }
      number++;
    }
  }

  private static void records(byte[] chunk, int number, Sink sink) {
    Bytes bytes = Bytes.of(chunk);
    int free = bytes.at(FREE_SPACE).i32();
    int end = free > FIRST_RECORD && free <= chunk.length ? free : chunk.length;
    int at = FIRST_RECORD;
    while (at + RECORD_HEAD < end && bytes.at(at).i32() == RECORD) {
      int size = bytes.at(at + 4).i32();
      if (size <= RECORD_HEAD + 4 || size > end - at) {
        sink.rejected(
            where(number, at) + "size: " + size + " (expected: up to " + (end - at) + ")");
        return;
      }
      record(bytes, number, at, size, sink);
      at += size;
    }
  }

  private static void record(Bytes chunk, int number, int at, int size, Sink sink) {
    byte[] json;
    try {
      Bytes body = chunk.at(at + RECORD_HEAD).part(size - RECORD_HEAD - 4);
      json = ElementJson.write(new BinaryXml(chunk).read(body));
    } catch (MalformedEvtxException e) {
      sink.rejected(where(number, at) + e.getMessage());
      return;
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | BufferUnderflowException e) {
      sink.rejected(where(number, at) + "cut short or torn (expected: binary XML)");
      return;
    }
    sink.event(json);
  }

  private static String where(int chunk, int at) {
    return "chunk " + chunk + ", record at " + at + ": ";
  }

  private static boolean isEmpty(byte[] chunk) {
    for (byte octet : chunk) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] bytes, String with) {
    byte[] wanted = with.getBytes(ISO_8859_1);
    return bytes.length >= wanted.length
        && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
  }
}
