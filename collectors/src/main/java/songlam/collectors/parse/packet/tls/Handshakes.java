package songlam.collectors.parse.packet.tls;

import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.Window;

/**
 * Takes the first handshake message out of one direction's records: it may be spread over records
 * and segments.
 */
final class Handshakes {
  private static final int LARGEST = 64 * 1024;
  private static final int HANDSHAKE = 22;

  private final Window records = new Window(LARGEST);
  private final Window messages = new Window(LARGEST);
  private boolean failed;

  /** Whether this can never give a hello. */
  boolean isFailed() {
    return failed;
  }

  /** About how many octets of memory it takes. */
  long held() {
    return records.held() + messages.held();
  }

  /** Takes bytes; the hello's body when it is complete. */
  byte @Nullable [] add(byte[] data, int offset, int length, int type) {
    byte[] hello = read(data, offset, length, type);
    if (failed || hello != null) {
      records.drop(records.size());
      messages.drop(messages.size());
    }
    return hello;
  }

  private byte @Nullable [] read(byte[] data, int offset, int length, int type) {
    failed = failed || !records.add(data, offset, length);
    while (!failed && records.size() >= 5) {
      int size = records.u16(3);
      if (records.at(0) != HANDSHAKE || records.at(1) != 3 || size == 0) {
        failed = true;
      } else if (records.size() < 5 + size) {
        return null;
      } else {
        failed = !messages.add(records.copy(5, size), 0, size);
        records.drop(5 + size);
        byte[] body = hello(type);
        if (body != null) {
          return body;
        }
      }
    }
    return null;
  }

  private byte @Nullable [] hello(int type) {
    if (failed || messages.size() < 4) {
      return null;
    }
    int size = messages.at(1) << 16 | messages.u16(2);
    if (messages.at(0) != type || size > LARGEST) {
      failed = true;
      return null;
    }
    return messages.size() < 4 + size ? null : messages.copy(4, size);
  }
}
