package songlam.collectors.parse.packet.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hello of client or server (RFC 8446 section 4.1, RFC 5246 section 7.4.1). GREASE values (RFC
 * 8701) are left out everywhere.
 *
 * @param version the highest offered or the one chosen, from supported_versions when there
 * @param ciphers offered, or the one chosen
 * @param extensions types in their order
 * @param groups of supported_groups, or the group of the server's key share
 * @param signatures of signature_algorithms, in their order
 */
record Hello(
    int version,
    int legacyVersion,
    List<Integer> ciphers,
    List<Integer> extensions,
    List<Integer> groups,
    List<Integer> pointFormats,
    List<Integer> signatures,
    List<String> protocols,
    @Nullable String serverName,
    boolean hasServerName) {

  static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
  }

  /** Reads the body of a handshake message of type 1 (client) or 2 (server); null when broken. */
  static @Nullable Hello read(byte[] body, boolean isClient) {
    Reader reader = new Reader(body);
    return reader.hello(isClient) ? reader.result() : null;
  }

  private static final class Reader {
    private final byte[] body;
    private int at;
    private int legacyVersion;
    private int version;
    private final List<Integer> ciphers = new ArrayList<>();
    private final List<Integer> extensions = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<Integer> pointFormats = new ArrayList<>();
    private final List<Integer> signatures = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>();
    private @Nullable String serverName;
    private boolean hasServerName;

    Reader(byte[] body) {
      this.body = body;
    }

    Hello result() {
      return new Hello(
          version,
          legacyVersion,
          List.copyOf(ciphers),
          List.copyOf(extensions),
          List.copyOf(groups),
          List.copyOf(pointFormats),
          List.copyOf(signatures),
          List.copyOf(protocols),
          serverName,
          hasServerName);
    }

    private int u8(int place) {
      return body[place] & 0xff;
    }

    private int u16(int place) {
      return u8(place) << 8 | u8(place + 1);
    }

    private boolean has(int octets) {
      return body.length - at >= octets;
    }

    boolean hello(boolean isClient) {
      if (!has(35)) {
        return false;
      }
      legacyVersion = u16(0);
      version = legacyVersion;
      at = 35 + u8(34);
      if (isClient ? !offers() : !choice()) {
        return false;
      }
      if (!has(2)) {
        return true; // no extensions: SSL 3 and old TLS
      }
      int end = Math.min(body.length, at + 2 + u16(at));
      at += 2;
      while (end - at >= 4) {
        int type = u16(at);
        int length = u16(at + 2);
        at += 4;
        if (length > end - at) {
          return false;
        }
        extension(type, at, at + length, isClient);
        at += length;
      }
      return true;
    }

    private boolean offers() {
      if (!has(2) || !has(2 + u16(at))) {
        return false;
      }
      list(at, at + 2 + u16(at), ciphers);
      at += 2 + u16(at);
      if (!has(1) || !has(1 + u8(at))) {
        return false;
      }
      at += 1 + u8(at);
      return true;
    }

    private boolean choice() {
      if (!has(3)) {
        return false;
      }
      ciphers.add(u16(at));
      at += 3;
      return true;
    }

    private void extension(int type, int from, int end, boolean isClient) {
      if (isGrease(type)) {
        return;
      }
      extensions.add(type);
      switch (type) {
        case 0 -> {
          hasServerName = true;
          serverName(from, end);
        }
        case 10 -> list(from, end, groups);
        case 11 -> octets(from, end);
        case 13 -> list(from, end, signatures);
        case 16 -> protocols(from, end);
        case 43 -> versions(from, end, isClient);
        case 51 -> {
          if (!isClient && end - from >= 2) {
            groups.add(u16(from));
          }
        }
        default -> {}
      }
    }

    private void serverName(int from, int end) {
      if (end - from >= 5 && u8(from + 2) == 0) {
        int length = Math.min(u16(from + 3), end - from - 5);
        serverName = new String(body, from + 5, length, StandardCharsets.UTF_8);
      }
    }

    /** Numbers of two octets after their length in two octets. */
    private void list(int from, int end, List<Integer> values) {
      int stop = end - from >= 2 ? Math.min(end, from + 2 + u16(from)) : from;
      for (int place = from + 2; place + 2 <= stop; place += 2) {
        if (!isGrease(u16(place))) {
          values.add(u16(place));
        }
      }
    }

    private void octets(int from, int end) {
      for (int place = from + 1; place < end; place++) {
        pointFormats.add(u8(place));
      }
    }

    private void protocols(int from, int end) {
      int place = from + 2;
      while (place < end && u8(place) <= end - place - 1) {
        if (u8(place) > 0 || protocols.isEmpty()) { // that the first is empty is part of JA4
          protocols.add(new String(body, place + 1, u8(place), StandardCharsets.ISO_8859_1));
        }
        place += 1 + u8(place);
      }
    }

    private void versions(int from, int end, boolean isClient) {
      if (!isClient) {
        version = end - from >= 2 ? u16(from) : version;
        return;
      }
      int highest = 0;
      for (int place = from + 1; place + 2 <= end; place += 2) {
        int offered = u16(place);
        highest = isGrease(offered) ? highest : Math.max(highest, offered);
      }
      version = highest == 0 ? version : highest;
    }
  }
}
