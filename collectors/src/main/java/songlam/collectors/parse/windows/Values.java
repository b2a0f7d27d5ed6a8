package songlam.collectors.parse.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Values of binary XML as Windows renders them in text (MS-EVEN6, 2.2.12, "ValueType"). */
final class Values {
  static final int NULL = 0x00;
  static final int BINARY_XML = 0x21;
  private static final int ARRAY = 0x80;
  private static final long EPOCH_SECONDS = 11_644_473_600L;
  private static final long TICKS = 10_000_000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Values() {}

  /** The texts of a value: one, or those of an array. */
  static List<String> texts(int type, Bytes value) {
    if ((type & ARRAY) == 0) {
      return List.of(text(type, value, value.left()));
    }
    int item = type & ~ARRAY;
    List<String> texts = new ArrayList<>();
    while (value.left() > 0) {
      texts.add(text(item, value, sizeOf(item, value)));
    }
    return texts;
  }

  /** Reads one value that takes so many bytes. */
  private static String text(int type, Bytes value, int size) {
    Bytes one = value.part(size);
    return switch (type) {
      case NULL -> "";
      case 0x01 -> ended(new String(one.take(one.left()), UTF_16LE));
      case 0x02 -> ended(new String(one.take(one.left()), ISO_8859_1));
      case 0x03 -> Integer.toString((byte) one.u8());
      case 0x04 -> Integer.toString(one.u8());
      case 0x05 -> Integer.toString((short) one.u16());
      case 0x06 -> Integer.toString(one.u16());
      case 0x07 -> Integer.toString(one.i32());
      case 0x08 -> Integer.toUnsignedString(one.i32());
      case 0x09 -> Long.toString(one.i64());
      case 0x0a -> Long.toUnsignedString(one.i64());
      case 0x0b -> Float.toString(Float.intBitsToFloat(one.i32()));
      case 0x0c -> Double.toString(Double.longBitsToDouble(one.i64()));
      case 0x0d -> Boolean.toString(one.i32() != 0);
      case 0x0f -> guid(one);
      case 0x10 -> size == 4 ? hex32(one) : hex64(one);
      case 0x11 -> fileTime(one.i64());
      case 0x12 -> systemTime(one);
      case 0x13 -> sid(one);
      case 0x14 -> hex32(one);
      case 0x15 -> hex64(one);
      default -> HEX.formatHex(one.take(one.left()));
    };
  }

  /** What an item of an array takes. */
  private static int sizeOf(int type, Bytes value) {
    return switch (type) {
      case 0x01 -> {
        Bytes ahead = value.at(value.place());
        int size = 0;
        while (size + 2 <= value.left()) {
          size += 2;
          if (ahead.u16() == 0) {
            break;
          }
        }
        yield size < 2 ? value.left() : size;
      }
      case 0x03, 0x04 -> 1;
      case 0x05, 0x06 -> 2;
      case 0x07, 0x08, 0x0b, 0x0d, 0x14 -> 4;
      case 0x09, 0x0a, 0x0c, 0x11, 0x15 -> 8;
      case 0x0f, 0x12 -> 16;
      default -> value.left();
    };
  }

  private static String ended(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String hex32(Bytes value) {
    return "0x" + Integer.toHexString(value.i32());
  }

  private static String hex64(Bytes value) {
    return "0x" + Long.toHexString(value.i64());
  }

  private static String guid(Bytes value) {
    return "{%08X-%04X-%04X-%s-%s}"
        .formatted(
            value.i32(),
            value.u16(),
            value.u16(),
            HEX.formatHex(value.take(2)),
            HEX.formatHex(value.take(6)));
  }

  /** Tenths of a microsecond since 1601 (MS-DTYP, 2.3.3). */
  static String fileTime(long ticks) {
    long seconds = Math.floorDiv(ticks, TICKS) - EPOCH_SECONDS;
    return TIME.format(Instant.ofEpochSecond(seconds, Math.floorMod(ticks, TICKS) * 100));
  }

  /** Year, month, weekday, day, hour, minute, second, millisecond (MS-DTYP, 2.3.13). */
  private static String systemTime(Bytes value) {
    int year = value.u16();
    int month = value.u16();
    value.skip(2);
    LocalDateTime time =
        LocalDateTime.of(year, month, value.u16(), value.u16(), value.u16(), value.u16())
            .plusNanos(value.u16() * 1_000_000L);
    return TIME.format(time.toInstant(ZoneOffset.UTC));
  }

  /** MS-DTYP, 2.4.2.2: revision, count, authority big endian, the parts. */
  private static String sid(Bytes value) {
    StringBuilder text = new StringBuilder("S-").append(value.u8());
    int count = value.u8();
    long authority = 0;
    for (byte octet : value.take(6)) {
      authority = authority << 8 | octet & 0xff;
    }
    text.append('-').append(authority);
    for (int i = 0; i < count; i++) {
      text.append('-').append(Integer.toUnsignedString(value.i32()));
    }
    return text.toString();
  }
}
