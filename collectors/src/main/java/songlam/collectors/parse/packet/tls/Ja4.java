package songlam.collectors.parse.packet.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fingerprints of a client hello: JA4 (FoxIO-LLC/ja4, technical details) and the older JA3. */
final class Ja4 {
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final String NOTHING = "000000000000";

  private Ja4() {}

  /** JA4 of a hello over TCP, for example {@code t13d1516h2_8daaf6152771_e5627efa2ab1}. */
  static String of(Hello hello) {
    return "t"
        + version(hello.version())
        + (hello.hasServerName() ? "d" : "i")
        + count(hello.ciphers())
        + count(hello.extensions())
        + alpn(hello.protocols())
        + "_"
        + ciphers(hello)
        + "_"
        + extensions(hello);
  }

  /** JA3: the MD5 of version, ciphers, extensions, groups and point formats in their order. */
  static String ja3(Hello hello) {
    String text =
        hello.legacyVersion()
            + ","
            + decimal(hello.ciphers())
            + ","
            + decimal(hello.extensions())
            + ","
            + decimal(hello.groups())
            + ","
            + decimal(hello.pointFormats());
    return digest("MD5", text);
  }

  private static String version(int version) {
    return switch (version) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      default -> "00";
    };
  }

  private static String count(List<Integer> values) {
    int count = Math.min(values.size(), 99);
    return count < 10 ? "0" + count : Integer.toString(count);
  }

  private static String alpn(List<String> protocols) {
    if (protocols.isEmpty() || protocols.getFirst().isEmpty()) {
      return "00";
    }
    String first = protocols.getFirst();
    char head = first.charAt(0);
    char tail = first.charAt(first.length() - 1);
    if (isAlphanumeric(head) && isAlphanumeric(tail)) {
      return "" + head + tail;
    }
    String hex = HexFormat.of().formatHex(first.getBytes(StandardCharsets.ISO_8859_1));
    return "" + hex.charAt(0) + hex.charAt(hex.length() - 1);
  }

  private static boolean isAlphanumeric(char letter) {
    return letter >= '0' && letter <= '9'
        || letter >= 'A' && letter <= 'Z'
        || letter >= 'a' && letter <= 'z';
  }

  private static String ciphers(Hello hello) {
    return hello.ciphers().isEmpty() ? NOTHING : sha(hex(hello.ciphers().stream().sorted()));
  }

  private static String extensions(Hello hello) {
    if (hello.extensions().isEmpty()) {
      return NOTHING;
    }
    String sorted =
        hex(hello.extensions().stream().filter(e -> e != SERVER_NAME && e != ALPN).sorted());
    return hello.signatures().isEmpty()
        ? sha(sorted)
        : sha(sorted + "_" + hex(hello.signatures().stream()));
  }

  private static String hex(Stream<Integer> values) {
    HexFormat format = HexFormat.of();
    return values
        .map(value -> format.toHexDigits(value.shortValue()))
        .collect(Collectors.joining(","));
  }

  private static String decimal(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  private static String sha(String text) {
    return digest("SHA-256", text).substring(0, 12);
  }

  private static String digest(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
