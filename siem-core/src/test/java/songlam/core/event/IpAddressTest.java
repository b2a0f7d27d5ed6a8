package songlam.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address and what only looks like one to lenient readers. */
class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "04",
        "15",
        "1.2",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "01.2.3.4",
        "1.2.3.256",
        "1.2.3.04",
        "0x7f.0.0.1",
        "1.2.3.4 ",
        "fe80::1%eth0",
        "[::1]",
        "::ffff:1.2.3",
        "::ffff:1.2.3.04",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        "host:22",
        "１.2.3.4",
        "::１"
      })
  void theseAreNone(String text) {
    assertNull(IpAddress.of(text));
    assertFalse(IpAddress.isOne(text));
  }

  @Test
  void bothFamiliesAreOneSpace() {
    assertEquals(new IpAddress(0, 0xffff_c000_0207L), IpAddress.of("192.0.2.7"));
    assertEquals(IpAddress.of("192.0.2.7"), IpAddress.of("::ffff:192.0.2.7"));
    assertEquals(new IpAddress(0x2001_0db8_0000_0000L, 1), IpAddress.of("2001:DB8::1"));
    assertEquals(new IpAddress(0, 0), IpAddress.of("::"));
  }

  @Test
  void blocksHoldWhatIsInThem() {
    assertEquals(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("10.1.2.3/8"));
    assertTrue(AddressBlock.parse("2001:db8::/32").holds("2001:db8::5"));
    assertFalse(AddressBlock.parse("10.0.0.0/8").holds("10"));
  }

  @Test
  void anAddressFieldTakesAddressesAndTheRestIsKeptBesideIt() {
    EventBuilder event =
        new EventBuilder()
            .set(EcsField.SOURCE_IP, "04")
            .set(EcsField.RELATED_IP, List.of("192.0.2.7", "15"));
    assertFalse(event.has(EcsField.SOURCE_IP));
    assertEquals(List.of("192.0.2.7"), event.get(EcsField.RELATED_IP));
    assertEquals("04", event.vendor().get("source.ip"));
    assertEquals(List.of("15"), event.vendor().get("related.ip"));
  }
}
