package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.tail.TailConfig;
import songlam.collectors.listen.tail.TailListener;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;

/** Log files as programs and logrotate treat them. */
@Timeout(60)
class TailIT {
  @TempDir Path folder;
  private Platform platform;
  private Path log;
  private int written;

  @BeforeEach
  void open() {
    platform = new Platform(folder.resolve("data"));
    log = folder.resolve("app.log");
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void renamedWhileItsWriterGoesOn() throws Exception {
    TailListener tail = tail(150);
    platform.start(tail);
    OutputStream old = Files.newOutputStream(log, StandardOpenOption.CREATE);
    write(old, 1_000);
    platform.settled("app", 1_000);
    Files.move(log, folder.resolve("app.log.1"));
    OutputStream fresh = Files.newOutputStream(log, StandardOpenOption.CREATE);
    write(fresh, 500);
    // The program was not told yet and still writes into the renamed file.
    write(old, 200);
    old.write("{\"message\":\"the last one without an end\"}".getBytes(UTF_8));
    old.close();
    platform.settled("app", 1_701);
    everyLineOnce(1_700);
    assertEquals(1, platform.count("message:\"the last one without an end\""));
    Files.delete(folder.resolve("app.log.1"));
    write(fresh, 300);
    fresh.close();
    platform.settled("app", 2_001);
    Platform.stop(tail);
  }

  @Test
  void copiedAndTruncatedAndGrownBeyondItsOldLength() throws Exception {
    TailListener tail = tail(20);
    platform.start(tail);
    append(1_000);
    platform.settled("app", 1_000);
    for (int round = 1; round <= 3; round++) {
      Files.copy(log, folder.resolve("app.log.1"), StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      // Looked at between the two, it is empty: as logrotate's copytruncate leaves it.
      Thread.sleep(round == 2 ? 300 : 0);
      append(1_500 * round);
      platform.settled("app", written);
    }
    everyLineOnce(written);
    Platform.stop(tail);
  }

  @Test
  void aRestartGoesOnWhereItWasEvenWhenTheInodeIsAnothersByNow() throws Exception {
    append(1_000);
    TailListener tail = tail(20);
    platform.start(tail);
    platform.settled("app", 1_000);
    Platform.stop(tail);
    append(100);
    TailListener again = tail(20);
    platform.start(again);
    platform.settled("app", 1_100);
    Platform.stop(again);
    // Written anew under the same inode and longer than before: nothing of it was read yet.
    Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    append(2_000);
    TailListener third = tail(20);
    platform.start(third);
    LedgerRow row = platform.settled("app", 3_100);
    assertEquals(3_100, row.received());
    everyLineOnce(3_100);
    Platform.stop(third);
  }

  @Test
  void aLineWithoutEndCostsNoMemoryAndIsRejected() throws Exception {
    TailListener tail = tail(20);
    platform.start(tail);
    Files.writeString(log, "x".repeat(300_000));
    Thread.sleep(200);
    Files.writeString(log, "y\n{\"message\":\"line 0\"}\n", StandardOpenOption.APPEND);
    written = 1;
    platform.settled("app", 1);
    assertEquals(1, platform.rejected("app", Reason.OVERSIZED));
    everyLineOnce(1);
    Platform.stop(tail);
  }

  private void everyLineOnce(int count) {
    assertEquals(count, platform.count("message:line*"));
    for (int line : new int[] {0, count / 2, count - 1}) {
      assertEquals(1, platform.count("message:\"line " + line + "\""), "line " + line);
    }
  }

  private void append(int lines) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(out, lines);
    }
  }

  private void write(OutputStream out, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("{\"message\":\"line ").append(written++).append("\"}\n");
    }
    out.write(text.toString().getBytes(UTF_8));
    out.flush();
  }

  private TailListener tail(int everyMillis) {
    return new TailListener(
        new TailConfig("app", "json", "", log, 65_536, everyMillis),
        platform.intake,
        platform.system,
        Clock.systemUTC());
  }
}
