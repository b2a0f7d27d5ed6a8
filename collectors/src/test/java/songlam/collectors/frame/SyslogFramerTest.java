package songlam.collectors.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SyslogFramerTest {
  @Test
  void tellsBothFramingsApartMessageByMessage() {
    assertEquals(
        List.of("<38>a b", "<38>two\nlines", "<38>plain", "<38>crlf", "<38>nul", "<38>last"),
        texts(framed("7 <38>a b13 <38>two\nlines<38>plain\n<38>crlf\r\n<38>nul\0<38>last", 1_000)));
  }

  @Test
  void digitsWithoutASpaceBehindAreText() {
    assertEquals(List.of("2026-11-24 hello"), texts(framed("2026-11-24 hello\n", 1_000)));
  }

  @Test
  void whatIsTooLongIsCutAndTheStreamGoesOn() {
    List<Framer.Frame> frames =
        framed("<38>" + "x".repeat(100) + "\n60 <38>" + "y".repeat(56) + "<38>ok\n", 20);
    assertEquals(List.of(104L, 60L, 6L), frames.stream().map(Framer.Frame::length).toList());
    assertEquals(List.of(true, true, false), frames.stream().map(Framer.Frame::oversized).toList());
  }

  @RepeatedTest(40)
  void anyCuttingOfTheStreamGivesTheSameRecords(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      String text = "<" + random.nextInt(192) + ">" + "đ".repeat(random.nextInt(30)) + i;
      byte[] bytes = text.getBytes(UTF_8);
      stream.writeBytes(
          random.nextBoolean()
              ? (bytes.length + " " + text).getBytes(UTF_8)
              : (text + (random.nextBoolean() ? "\n" : "\r\n")).getBytes(UTF_8));
    }
    byte[] whole = stream.toByteArray();
    List<Framer.Frame> pieces = new ArrayList<>();
    Framer framer = new SyslogFramer(1_000);
    for (int at = 0; at < whole.length; ) {
      int end = Math.min(whole.length, at + 1 + random.nextInt(50));
      framer.feed(Arrays.copyOfRange(whole, at, end), pieces::add);
      at = end;
    }
    framer.end(pieces::add);
    assertEquals(200, pieces.size());
    assertEquals(texts(framed(new String(whole, UTF_8), 1_000)), texts(pieces));
  }

  @Test
  void randomBytesNeverThrowAndNeverGrow() {
    Random random = new Random(3);
    Framer framer = new SyslogFramer(64);
    for (int i = 0; i < 20_000; i++) {
      byte[] chunk = new byte[random.nextInt(300)];
      random.nextBytes(chunk);
      framer.feed(chunk, frame -> assertTrue(frame.payload().length <= 64));
    }
  }

  private static List<Framer.Frame> framed(String stream, int longest) {
    List<Framer.Frame> frames = new ArrayList<>();
    Framer framer = new SyslogFramer(longest);
    framer.feed(stream.getBytes(UTF_8), frames::add);
    framer.end(frames::add);
    return frames;
  }

  private static List<String> texts(List<Framer.Frame> frames) {
    return frames.stream().map(frame -> new String(frame.payload(), UTF_8)).toList();
  }
}
