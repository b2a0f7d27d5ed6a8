package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attack of which half comes too late, through the real listener and the whole platform. */
class LateAttackTest {
  /** The shipped rule wants twenty. */
  private static final int HALF = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GUESSER = "203.0.113.7";
  private static final String CONTROL = "203.0.113.8";

  @TempDir private Path folder;

  @Test
  void itIsOneAlertThatCountsBothHalvesAndWhatFollows() throws Exception {
    int port = RunningPlatform.freePort();
    try (RunningPlatform platform =
        new RunningPlatform(
            folder, "inputs: {syslog: {kind: tcp, type: syslog, port: %d}}".formatted(port))) {
      Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        tries(out, first, GUESSER);
        tries(out, first, CONTROL);
        Thread.sleep(4_000);
        tries(out, first.minusMillis(5), GUESSER);
        String id = awaitCount(platform, 2 * HALF, first.minusMillis(5));
        tries(out, Instant.now().truncatedTo(ChronoUnit.MILLIS), GUESSER);
        assertEquals(id, awaitCount(platform, 3 * HALF, first.minusMillis(5)), "it goes on");
      }
      assertEquals(0, platform.read("alerts?entity=ip:" + CONTROL).getInteger("total"));
    }
  }

  /** The id of the only alert there is of the guesser. */
  private static String awaitCount(RunningPlatform platform, int count, Instant first)
      throws Exception {
    JsonObject answer =
        platform.await(
            "alerts?entity=ip:" + GUESSER,
            PATIENCE,
            one ->
                one.getInteger("total") > 0
                    && one.getJsonArray("items").getJsonObject(0).getInteger("count") >= count);
    assertEquals(1, answer.getInteger("total"), answer.encodePrettily());
    JsonObject alert = answer.getJsonArray("items").getJsonObject(0);
    assertEquals("security/password-guessing", alert.getString("rule"));
    assertEquals(count, alert.getInteger("count"));
    assertEquals(first, Instant.parse(alert.getString("firstSeen")));
    assertTrue(alert.getBoolean("late"));
    return alert.getString("id");
  }

  private static void tries(OutputStream out, Instant from, String guesser) throws IOException {
    for (int i = 0; i < HALF; i++) {
      String line =
          "<38>1 %s web-01 sshd 7 - - Failed password for root from %s port %d ssh2\n"
              .formatted(from.plusMillis(i * 10L), guesser, 20_000 + i);
      out.write(line.getBytes(UTF_8));
    }
  }
}
