package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = new Names();

  @Test
  void thereIsOneOfEach() {
    assertSame(of("syslog-tcp"), of("syslog-tcp"));
    assertSame("", of(""));
  }

  /** Far more than there are places, of lengths on both sides of the longest, in all alphabets. */
  @Test
  void eachIsWhatItsBytesSay() {
    Random random = new Random(20_261_129);
    String letters = "abcZ09-./:êđặ😀\u007f";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(i % 100 == 0 ? 90 : 4); left > 0; left--) {
        text.appendCodePoint(
            letters.codePointAt(
                letters.offsetByCodePoints(
                    0, random.nextInt(letters.codePointCount(0, letters.length())))));
      }
      assertEquals(text.toString(), of(text.toString()));
    }
  }

  private String of(String text) {
    byte[] bytes = (" " + text + " ").getBytes(UTF_8);
    return names.of(bytes, 1, bytes.length - 2);
  }
}
