package songlam.core.query;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;

/** Reads the values people write in queries; text compares as text, the rest by what it means. */
public final class Values {
  private Values() {}

  /** The value as something that compares within its type, or null when it is not one. */
  public static @Nullable Comparable<?> of(EcsType type, String text) {
    try {
      return switch (type) {
        case KEYWORD, TEXT -> text;
        case IP -> HexFormat.of().formatHex(sixteen(InetAddress.ofLiteral(text)));
        case LONG -> (Comparable<?>) Long.valueOf(text);
        case DOUBLE -> Double.isNaN(Double.parseDouble(text)) ? null : Double.valueOf(text);
        case BOOLEAN -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? false : null;
        case DATE -> moment(text);
        case GEO_POINT -> null;
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  /** The type of a field of the vocabulary; null for a vendor field, which is compared as text. */
  public static @Nullable EcsType type(String field) {
    if (field.equals("@timestamp")) {
      return EcsType.DATE;
    }
    EcsField known = EcsField.named(field);
    return known == null ? null : known.type();
  }

  /** Whether wildcards make sense; addresses are asked for by network. */
  public static boolean hasPatterns(EcsType type) {
    return type == EcsType.KEYWORD || type == EcsType.TEXT;
  }

  static String expected(EcsType type) {
    return switch (type) {
      case KEYWORD, TEXT -> "text";
      case IP -> "an address or network, for example 192.0.2.7 or 192.0.2.0/24";
      case LONG -> "a whole number";
      case DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a time, for example 2026-11-24 or 2026-11-24T03:04:05Z";
      case GEO_POINT -> "only _exists_ for a place";
    };
  }

  /** First and last address of a network as they compare, or null when it is not one. */
  static String @Nullable [] network(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
      int all = address.getAddress().length * 8;
      int kept = Integer.parseInt(text.substring(slash + 1));
      if (kept < 0 || kept > all) {
        return null;
      }
      byte[] low = sixteen(address);
      byte[] high = low.clone();
      for (int bit = 128 - all + kept; bit < 128; bit++) {
        low[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
        high[bit >> 3] |= (byte) (0x80 >> (bit & 7));
      }
      return new String[] {HexFormat.of().formatHex(low), HexFormat.of().formatHex(high)};
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static long moment(String text) {
    if (text.indexOf('T') >= 0) {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
    return text.indexOf('-') > 0
        ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
        : Instant.ofEpochMilli(Long.parseLong(text)).toEpochMilli();
  }

  private static byte[] sixteen(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16) {
      return bytes;
    }
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(bytes, 0, mapped, 12, 4);
    return mapped;
  }
}
