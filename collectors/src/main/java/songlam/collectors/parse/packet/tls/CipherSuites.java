package songlam.collectors.parse.packet.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Names of cipher suites and groups, from {@code ciphers.tsv} beside this class. */
final class CipherSuites {
  private static final Map<Integer, String> NAMES = load();

  private CipherSuites() {}

  /** The name of the IANA registry, or the number as hexadecimal. */
  static String name(int suite) {
    String name = NAMES.get(suite);
    return name == null ? "0x" + HexFormat.of().toHexDigits((short) suite) : name;
  }

  static String group(int group) {
    return switch (group) {
      case 23 -> "secp256r1";
      case 24 -> "secp384r1";
      case 25 -> "secp521r1";
      case 29 -> "x25519";
      case 30 -> "x448";
      case 256 -> "ffdhe2048";
      case 257 -> "ffdhe3072";
      case 4588 -> "x25519mlkem768";
      default -> "0x" + HexFormat.of().toHexDigits((short) group);
    };
  }

  private static Map<Integer, String> load() {
    Map<Integer, String> names = new HashMap<>();
    try (InputStream in = CipherSuites.class.getResourceAsStream("ciphers.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        if (tab == 4) {
          names.put(Integer.parseInt(line, 0, 4, 16), line.substring(5));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(names);
  }
}
