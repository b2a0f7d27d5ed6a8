package songlam.collectors.parse.packet.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Ja4Test {
  private static List<Integer> hex(String... words) {
    return Stream.of(words).map(word -> Integer.parseInt(word, 16)).toList();
  }

  /** The worked example of FoxIO's technical details. */
  @Test
  void isThatOfTheSpecification() {
    Hello hello =
        new Hello(
            0x0304,
            0x0303,
            hex(
                "1301", "1302", "1303", "c02b", "c02f", "c02c", "c030", "cca9", "cca8", "c013",
                "c014", "009c", "009d", "002f", "0035"),
            hex(
                "001b", "0000", "0033", "0010", "4469", "0017", "002d", "000d", "0005", "0023",
                "0012", "002b", "ff01", "000b", "000a", "0015"),
            List.of(),
            List.of(),
            hex("0403", "0804", "0401", "0503", "0805", "0501", "0806", "0601"),
            List.of("h2", "http/1.1"),
            "example.com",
            true);
    assertEquals("t13d1516h2_8daaf6152771_e5627efa2ab1", Ja4.of(hello));
  }

  @Test
  void anEmptyHelloHasEmptyParts() {
    Hello hello =
        new Hello(
            0x0300, 0x0300, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null,
            false);
    assertEquals("ts3i000000_000000000000_000000000000", Ja4.of(hello));
  }
}
