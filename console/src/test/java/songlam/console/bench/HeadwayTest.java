package songlam.console.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeadwayTest {
  @Test
  void aSenderWaitsUntilItHearsThatLinesAreThrough() throws Exception {
    Headway headway = new Headway(100);
    AtomicInteger sent = new AtomicInteger();
    PipedInputStream ears = new PipedInputStream();
    try (PipedOutputStream words = new PipedOutputStream(ears)) {
      headway.follow(ears);
      Thread sender =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 25; i++) {
                      headway.await(10);
                      sent.addAndGet(10);
                    }
                  });
      awaitWaiting(sender);
      assertEquals(100, sent.get());
      words.write("60\n".getBytes(UTF_8));
      words.flush();
      while (sent.get() < 160) {
        Thread.sleep(2);
      }
      awaitWaiting(sender);
      assertEquals(160, sent.get());
      words.write("150\n".getBytes(UTF_8));
      words.flush();
      sender.join();
      assertEquals(250, sent.get());
    }
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(2);
    }
  }
}
