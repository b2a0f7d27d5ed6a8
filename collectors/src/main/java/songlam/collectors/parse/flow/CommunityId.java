package songlam.collectors.parse.flow;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The Community ID flow hash, version 1 with seed 0 (corelight/community-id-spec): the same text
 * for both directions of a conversation. Keeps a digest: one per thread.
 */
public final class CommunityId {
  private final MessageDigest sha1;
  private final byte[] input = new byte[40];
  private final byte[] text = new byte[30];

  public CommunityId() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * The id of a flow between two addresses of equal length (4 or 16 octets). For ICMP the ports are
   * type and code; protocols without ports are hashed without.
   */
  public String of(byte[] source, byte[] destination, int protocol, int sport, int dport) {
    int first = sport;
    int second = dport;
    boolean oneWay = false;
    if (protocol == Transports.ICMP || protocol == Transports.ICMP6) {
      int answer = protocol == Transports.ICMP ? icmpCounterpart(sport) : icmp6Counterpart(sport);
      oneWay = answer < 0;
      second = oneWay ? dport : answer;
    }
    int order = Arrays.compareUnsigned(source, destination);
    boolean swap = !oneWay && (order > 0 || (order == 0 && first > second));
    return swap
        ? hash(destination, source, protocol, second, first)
        : hash(source, destination, protocol, first, second);
  }

  private String hash(byte[] low, byte[] high, int protocol, int lowPort, int highPort) {
    int length = 2;
    input[0] = 0;
    input[1] = 0;
    System.arraycopy(low, 0, input, length, low.length);
    length += low.length;
    System.arraycopy(high, 0, input, length, high.length);
    length += high.length;
    input[length++] = (byte) protocol;
    input[length++] = 0;
    if (hasPorts(protocol)) {
      input[length++] = (byte) (lowPort >>> 8);
      input[length++] = (byte) lowPort;
      input[length++] = (byte) (highPort >>> 8);
      input[length++] = (byte) highPort;
    }
    sha1.update(input, 0, length);
    text[0] = '1';
    text[1] = ':';
    byte[] encoded = Base64.getEncoder().encode(sha1.digest());
    System.arraycopy(encoded, 0, text, 2, 28);
    return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case Transports.ICMP, Transports.TCP, Transports.UDP, Transports.ICMP6, Transports.SCTP ->
          true;
      default -> false;
    };
  }

  /** The type that answers this type, or -1 when the message is one-way. */
  private static int icmpCounterpart(int type) {
    return switch (type) {
      case 0 -> 8;
      case 8 -> 0;
      case 9 -> 10;
      case 10 -> 9;
      case 13 -> 14;
      case 14 -> 13;
      case 15 -> 16;
      case 16 -> 15;
      case 17 -> 18;
      case 18 -> 17;
      default -> -1;
    };
  }

  private static int icmp6Counterpart(int type) {
    return switch (type) {
      case 128 -> 129;
      case 129 -> 128;
      case 130 -> 131;
      case 131 -> 130;
      case 133 -> 134;
      case 134 -> 133;
      case 135 -> 136;
      case 136 -> 135;
      case 139 -> 140;
      case 140 -> 139;
      case 144 -> 145;
      case 145 -> 144;
      default -> -1;
    };
  }
}
