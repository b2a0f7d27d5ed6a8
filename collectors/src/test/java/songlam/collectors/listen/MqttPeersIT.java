package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.mqtt.MqttConfig;
import songlam.collectors.listen.mqtt.MqttListener;
import songlam.collectors.peers.RunningProgram;
import songlam.core.event.EcsField;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;
import songlam.testing.Peers;

/**
 * A real broker and its client: every message of quality 1 arrives, over a broker's restart too.
 */
@Timeout(120)
class MqttPeersIT {
  private static final int MESSAGES = 500;
  private static final int LONGEST = 65_536;

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everyMessageOnceAndTheTooLongOneIsRejected() throws Exception {
    int port = freePort();
    try (Platform platform = new Platform(folder.resolve("data"));
        RunningProgram first = broker(port)) {
      MqttListener listener = listener(platform, port);
      platform.start(listener);
      Platform.await(() -> listener.check().detail().en(), () -> listener.check().up());
      publish(port, "frigate/cam-01/car", counts());
      Path large = Files.writeString(folder.resolve("large"), "x".repeat(LONGEST + 10));
      RunningProgram.run(
          folder,
          pub(),
          "-p",
          "" + port,
          "-q",
          "1",
          "-t",
          "frigate/events",
          "-f",
          large.toString());
      RunningProgram.run(
          folder, pub(), "-p", "" + port, "-q", "1", "-t", "frigate/events", "-m", "no JSON");
      publish(port, "frigate/cam-02/car", counts());
      LedgerRow row = platform.settled("cameras", 2 * MESSAGES);
      assertEquals(2 * MESSAGES + 2, row.received());
      assertEquals(Map.of(Reason.OVERSIZED, 1L, Reason.MALFORMED, 1L), row.rejected());
      assertEquals(MESSAGES, platform.count("songlam.camera.id:cam-02"));
      assertEquals(
          "car",
          platform
              .events("songlam.camera.id:cam-01")
              .getFirst()
              .text(EcsField.SONGLAM_TRAFFIC_OBJECT));
      first.close();
      Platform.await(() -> "broker away is shown", () -> !listener.check().up());
      try (RunningProgram _ = broker(port)) {
        Platform.await(() -> listener.check().detail().en(), () -> listener.check().up());
        publish(port, "frigate/cam-03/car", counts());
        platform.settled("cameras", 3 * MESSAGES);
        assertEquals(MESSAGES, platform.count("songlam.camera.id:cam-03"));
      }
      Platform.stop(listener);
    }
  }

  private MqttListener listener(Platform platform, int port) {
    return new MqttListener(
        vertx,
        new MqttConfig(
            "cameras",
            "frigate",
            RawRecord.LIVE,
            "127.0.0.1",
            port,
            false,
            null,
            null,
            List.of("frigate/#"),
            LONGEST),
        platform.intake,
        Clock.systemUTC());
  }

  private static String counts() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MESSAGES; i++) {
      lines.append(i % 10).append('\n');
    }
    return lines.toString();
  }

  private void publish(int port, String topic, String lines) throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), lines);
    Process client =
        new ProcessBuilder(pub(), "-p", "" + port, "-q", "1", "-t", topic, "-l")
            .redirectInput(file.toFile())
            .inheritIO()
            .redirectInput(file.toFile())
            .start();
    assertEquals(0, client.waitFor());
  }

  private static String pub() {
    return Peers.require("mosquitto_pub", "mosquitto-clients").toString();
  }

  private RunningProgram broker(int port) throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\n",
            UTF_8);
    RunningProgram broker =
        RunningProgram.start(
            folder, Peers.require("mosquitto", "mosquitto").toString(), "-c", config.toString());
    Platform.await(
        () -> "the broker listens",
        () -> {
          try (var _ = new java.net.Socket("127.0.0.1", port)) {
            return true;
          } catch (IOException notYet) {
            return false;
          }
        });
    assertTrue(broker.isAlive());
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
