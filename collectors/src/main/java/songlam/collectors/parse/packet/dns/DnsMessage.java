package songlam.collectors.parse.packet.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.flow.Addresses;
import songlam.core.event.Cap;

/**
 * One DNS message (RFC 1035 section 4): head, first question, answers.
 *
 * @param flags the 16 bits after the id
 * @param answers of a response; what a query gives as known is not read
 * @param isCut whether it has more answers than are read
 * @param name of the question without the last dot, lower case; empty for the root or none
 */
record DnsMessage(
    int id,
    int flags,
    int questions,
    String name,
    int type,
    int dnsClass,
    List<Answer> answers,
    boolean isCut) {
  private static final int RESPONSE = 0x8000;
  private static final int MOST_JUMPS = 32;

  /** One resource record of the answer section; the data as text. */
  record Answer(String name, int type, int dnsClass, long ttl, String data) {}

  boolean isResponse() {
    return (flags & RESPONSE) != 0;
  }

  int opCode() {
    return flags >>> 11 & 15;
  }

  int responseCode() {
    return flags & 15;
  }

  /** The message, or null when these octets are none. A cut answer section keeps what is whole. */
  static @Nullable DnsMessage read(byte[] data, int offset, int length) {
    return length < 12 ? null : new Reader(data, offset, offset + length).message();
  }

  private static final class Reader {
    private final byte[] data;
    private final int start;
    private final int end;
    private int at;

    Reader(byte[] data, int start, int end) {
      this.data = data;
      this.start = start;
      this.end = end;
      this.at = start;
    }

    private int u16(int place) {
      return (data[place] & 0xff) << 8 | data[place + 1] & 0xff;
    }

    @Nullable DnsMessage message() {
      int id = u16(start);
      int flags = u16(start + 2);
      int questions = u16(start + 4);
      int answers = (flags & RESPONSE) == 0 ? 0 : u16(start + 6);
      if (questions > 16 || (flags >>> 11 & 15) > 6) {
        return null;
      }
      at = start + 12;
      String name = "";
      int type = 0;
      int dnsClass = 0;
      for (int i = 0; i < questions; i++) {
        String next = name();
        if (next == null || end - at < 4) {
          return null;
        }
        if (i == 0) {
          name = next;
          type = u16(at);
          dnsClass = u16(at + 2);
        }
        at += 4;
      }
      List<Answer> read = answers(answers);
      boolean isCut = answers > read.size() && read.size() >= Cap.SENSOR_ANSWERS.limit();
      return new DnsMessage(id, flags, questions, name, type, dnsClass, read, isCut);
    }

    private List<Answer> answers(int count) {
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < Math.min(count, Cap.SENSOR_ANSWERS.limit()); i++) {
        String name = name();
        if (name == null || end - at < 10) {
          break;
        }
        int type = u16(at);
        int dnsClass = u16(at + 2);
        long ttl = (long) u16(at + 4) << 16 | u16(at + 6);
        int length = u16(at + 8);
        at += 10;
        if (length > end - at) {
          break;
        }
        int next = at + length;
        answers.add(new Answer(name, type, dnsClass, ttl, data(type, length)));
        at = next;
      }
      return answers;
    }

    private String data(int type, int length) {
      int from = at;
      return switch (type) {
        case 1 -> length == 4 ? Addresses.ipv4(data, from) : "";
        case 28 -> length == 16 ? Addresses.ipv6(data, from) : "";
        case 2, 5, 12, 39 -> orEmpty(name());
        case 15 -> length > 2 ? nameAfter(2) : "";
        case 33 -> length > 6 ? nameAfter(6) : "";
        case 6 -> orEmpty(name());
        case 16 -> text(from, length);
        default -> "";
      };
    }

    private String nameAfter(int skipped) {
      at += skipped;
      return orEmpty(name());
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }

    private String text(int from, int length) {
      StringBuilder text = new StringBuilder();
      int place = from;
      while (place < from + length) {
        int size = Math.min(data[place] & 0xff, from + length - place - 1);
        text.append(new String(data, place + 1, size, StandardCharsets.UTF_8));
        place += 1 + size;
      }
      return text.toString();
    }

    /** The name here, following pointers; null when it is broken. Moves behind it. */
    private @Nullable String name() {
      StringBuilder name = new StringBuilder();
      int place = at;
      int jumps = 0;
      while (place < end) {
        int size = data[place] & 0xff;
        if (size == 0) {
          at = jumps == 0 ? place + 1 : at;
          return name.toString();
        }
        if (size >= 0xc0) {
          if (place + 1 >= end || ++jumps > MOST_JUMPS) {
            return null;
          }
          at = jumps == 1 ? place + 2 : at;
          place = start + (u16(place) & 0x3fff);
        } else if (size > 63 || place + 1 + size > end || name.length() > 255) {
          return null;
        } else {
          label(name, place + 1, size);
          place += 1 + size;
        }
      }
      return null;
    }

    /** Octets that are not plain are written as RFC 4343 writes them, so nothing is hidden. */
    private void label(StringBuilder name, int from, int size) {
      if (!name.isEmpty()) {
        name.append('.');
      }
      for (int i = from; i < from + size; i++) {
        int octet = data[i] & 0xff;
        if (octet > 0x20 && octet < 0x7f) {
          name.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
        } else {
          name.append('\\').append((char) ('0' + octet / 100));
          name.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        }
      }
    }
  }
}
