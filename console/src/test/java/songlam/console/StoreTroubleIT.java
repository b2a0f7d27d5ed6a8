package songlam.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;

/** The store dies under load, and somebody takes a document out of it behind our back. */
@Timeout(240)
class StoreTroubleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LINES = 2_000;

  @TempDir Path folder;

  @Test
  void collectionGoesOnWithoutTheStoreAndALostDocumentTurnsTheLedgerRed() throws Exception {
    int port = RunningPlatform.freePort();
    try (EmbeddedOpenSearch server = server();
        RunningPlatform platform = platform(server, port)) {
      send(port, 0);
      assertEquals(LINES, stored(platform, LINES));

      ProcessHandle child = server.process().orElseThrow();
      child.destroyForcibly();
      child.onExit().join();
      send(port, LINES);
      JsonObject without = row(platform);
      assertEquals(2 * LINES, without.getJsonObject("raw").getInteger("received"));
      assertTrue(without.getBoolean("balanced"), without.encodePrettily());

      assertEquals(2 * LINES, stored(platform, 2 * LINES));
      assertEquals(2, server.starts(), "the store was started again by itself");
      JsonObject whole = platform.await("ledger", PATIENCE, StoreTroubleIT::isReconciled);
      assertTrue(isReconciled(whole) && whole.getBoolean("balanced"), whole.encodePrettily());

      removeOneDocument(server);
      JsonObject robbed = platform.await("ledger", PATIENCE, ledger -> difference(ledger) == 1);
      assertEquals(1, difference(robbed), robbed.getJsonObject("store").encode());
      assertFalse(robbed.getBoolean("balanced"), "a ledger with a hole in it is not balanced");
    }
  }

  private EmbeddedOpenSearch server() throws IOException {
    // As root the server runs as a user of its own, who must be able to pass through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    return EmbeddedOpenSearch.start(
        new EmbeddedSettings(
            folder.resolve("store"),
            EmbeddedOpenSearch.distribution(),
            512,
            List.of("-XX:TieredStopAtLevel=1")));
  }

  private RunningPlatform platform(EmbeddedOpenSearch server, int port) throws IOException {
    Stores stores =
        Stores.of(server.address(), Settings.defaults().store(), () -> "up", new Closers());
    return new RunningPlatform(
        folder, "inputs:\n  logs: {kind: tcp, type: syslog, port: %d}\n".formatted(port), stores);
  }

  private static void send(int port, int from) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream()) {
      for (int i = from; i < from + LINES; i++) {
        out.write(("<13>1 - web-01 cron %d - - job %d done\n".formatted(i, i)).getBytes(US_ASCII));
      }
    }
    Thread.sleep(1_000);
  }

  private static long stored(RunningPlatform platform, int wanted) throws InterruptedException {
    JsonObject ledger = platform.await("ledger", PATIENCE, l -> storedOf(rowOf(l)) == wanted);
    return storedOf(rowOf(ledger));
  }

  private static JsonObject row(RunningPlatform platform) {
    return rowOf(platform.read("ledger"));
  }

  private static JsonObject rowOf(JsonObject ledger) {
    return ledger.getJsonArray("sources").stream()
        .map(JsonObject.class::cast)
        .filter(source -> source.getString("source").equals("logs"))
        .findFirst()
        .orElse(new JsonObject());
  }

  private static long storedOf(JsonObject row) {
    return row.getJsonObject("events", new JsonObject()).getLong("stored", -1L);
  }

  private static boolean isReconciled(JsonObject ledger) {
    JsonObject store = ledger.getJsonObject("store");
    return store.getLong("stored") >= 2L * LINES && store.getLong("difference") == 0;
  }

  private static long difference(JsonObject ledger) {
    return ledger.getJsonObject("store").getLong("difference");
  }

  /** As an intruder with the store's own key would. */
  private static void removeOneDocument(EmbeddedOpenSearch server)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(server.address().tls()).build()) {
      String place = server.address() + "/songlam-events-*/_search?size=1&q=songlam.source:logs";
      JsonObject hit =
          new JsonObject(ask(client, HttpRequest.newBuilder(URI.create(place)).build()))
              .getJsonObject("hits")
              .getJsonArray("hits")
              .getJsonObject(0);
      String document =
          server.address()
              + "/"
              + hit.getString("_index")
              + "/_doc/"
              + hit.getString("_id")
              + "?refresh=true";
      String answer = ask(client, HttpRequest.newBuilder(URI.create(document)).DELETE().build());
      assertEquals("deleted", new JsonObject(answer).getString("result"), answer);
    }
  }

  private static String ask(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
