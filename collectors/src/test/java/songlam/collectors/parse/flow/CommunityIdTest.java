package songlam.collectors.parse.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunityIdTest {
  private final CommunityId ids = new CommunityId();

  /** From the golden files of packetbeat and the specification's own examples. */
  @ParameterizedTest
  @CsvSource({
    "192.168.0.89, 192.168.0.1, 1, 8, 0, 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=",
    "192.168.0.1, 192.168.0.89, 1, 0, 0, 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=",
    "128.232.110.120, 66.35.250.204, 6, 34855, 80, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
    "66.35.250.204, 128.232.110.120, 6, 80, 34855, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
    "192.168.1.52, 8.8.8.8, 17, 54585, 53, 1:d/FP5EW3wiY1vCndhwleRRKHowQ="
  })
  void isThatOfTheSpecification(
      String source, String destination, int protocol, int sport, int dport, String expected)
      throws UnknownHostException {
    byte[] from = InetAddress.getByName(source).getAddress();
    byte[] to = InetAddress.getByName(destination).getAddress();
    assertEquals(expected, ids.of(from, to, protocol, sport, dport));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3"
  })
  void addressesAreCanonical(String given, String expected) throws UnknownHostException {
    assertEquals(expected, Addresses.text(InetAddress.getByName(given).getAddress()));
  }
}
