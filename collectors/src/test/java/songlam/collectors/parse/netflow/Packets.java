package songlam.collectors.parse.netflow;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import songlam.core.event.RawRecord;

/** Writes export messages for tests. */
final class Packets {
  private Packets() {}

  /** An IPFIX message of the sets, exported at 1,700,000,000 s. */
  static byte[] ipfix(long sequence, byte[]... sets) {
    return message(
        out -> {
          int length = 16;
          for (byte[] set : sets) {
            length += set.length;
          }
          out.writeShort(10);
          out.writeShort(length);
          out.writeInt(1_700_000_000);
          out.writeInt((int) sequence);
          out.writeInt(7);
          for (byte[] set : sets) {
            out.write(set);
          }
        });
  }

  static byte[] versionNine(long upTime, long sequence, byte[]... sets) {
    return message(
        out -> {
          out.writeShort(9);
          out.writeShort(sets.length);
          out.writeInt((int) upTime);
          out.writeInt(1_700_000_000);
          out.writeInt((int) sequence);
          out.writeInt(7);
          for (byte[] set : sets) {
            out.write(set);
          }
        });
  }

  /** A set: id, length, then the words. */
  static byte[] set(int id, byte[] content) {
    return message(
        out -> {
          out.writeShort(id);
          out.writeShort(4 + content.length);
          out.write(content);
        });
  }

  /** 16-bit words. */
  static byte[] words(int... words) {
    return message(
        out -> {
          for (int word : words) {
            out.writeShort(word);
          }
        });
  }

  static byte[] join(byte[]... parts) {
    return message(
        out -> {
          for (byte[] part : parts) {
            out.write(part);
          }
        });
  }

  static RawRecord record(long receivedAt, byte[] payload) {
    return RawRecord.live("flows", "netflow", receivedAt, "192.0.2.1", payload);
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] message(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
