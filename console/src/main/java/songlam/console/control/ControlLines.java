package songlam.console.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One line of JSON over a socket, of at most {@value #LIMIT} bytes. */
final class ControlLines {
  static final int LIMIT = 1 << 20;

  private ControlLines() {}

  static byte[] read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(8192);
    while (channel.read(chunk) >= 0) {
      chunk.flip();
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        if (next == '\n') {
          return line.toByteArray();
        }
        line.write(next);
        if (line.size() > LIMIT) {
          throw new IOException("line: over " + LIMIT + " bytes (expected: one request)");
        }
      }
      chunk.clear();
    }
    return line.toByteArray();
  }

  static void write(SocketChannel channel, byte[] line) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }
}
