package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verb prints is there in full, or the exit code and a sentence say that it is not. */
class StandardOutputTest {
  private static final String RULE =
      """
      title: Anything
      id: 00000000-0000-4000-8000-0000000000f1
      logsource: {category: authentication}
      detection: {selection: {event.outcome: failure}, condition: selection}
      level: low
      """;

  @TempDir private Path folder;
  private Path rule;
  private Path log;

  @BeforeEach
  void files() throws IOException {
    rule = Files.writeString(folder.resolve("rule.yml"), RULE);
    String line =
        """
        {"@timestamp":"2026-11-24T03:00:00Z","event":{"category":["authentication"],"outcome":"failure"}}
        """;
    log = Files.writeString(folder.resolve("log.ndjson"), line.repeat(2_000));
  }

  @Test
  void aFullDiskIsTold() {
    for (int room : new int[] {0, 100_000}) {
      aFullDiskIsTold(detect(room, "No space left on device"));
      aFullDiskIsTold(run(room, "No space left on device", "parse", log.toString()));
    }
  }

  private static void aFullDiskIsTold(CommandRun run) {
    assertEquals(69, run.code(), run.err());
    assertTrue(
        run.err()
            .endsWith(
                "songlam: standard output: No space left on device (expected: room for all of"
                    + " it)\n"),
        run.err());
  }

  @Test
  void aReaderThatHasGoneEndsItQuietly() {
    endsQuietly(detect(0, "Broken pipe"));
    endsQuietly(run(0, "Broken pipe", "parse", log.toString()));
  }

  private static void endsQuietly(CommandRun run) {
    assertEquals(0, run.code(), run.err());
    assertFalse(run.err().contains("songlam"), run.err());
    assertFalse(run.err().contains("events"), "it has not gone on to the end");
  }

  private CommandRun detect(int room, String why) {
    return run(room, why, "detect", "--rules", rule.toString(), log.toString());
  }

  /** Runs it with an output that takes so many bytes. */
  private static CommandRun run(int room, String why, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    synchronized (CommandRun.class) {
      PrintStream usualOut = System.out;
      PrintStream usualErr = System.err;
      System.setOut(new StandardOutput(new Small(room, why)));
      System.setErr(new PrintStream(err, true, UTF_8));
      try {
        return new CommandRun(Songlam.run(words), "", err.toString(UTF_8));
      } finally {
        System.setOut(usualOut);
        System.setErr(usualErr);
      }
    }
  }

  private static final class Small extends OutputStream {
    private final String why;
    private int room;

    Small(int room, String why) {
      this.room = room;
      this.why = why;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException(why);
      }
    }
  }
}
