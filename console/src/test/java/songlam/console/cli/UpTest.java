package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.RunningPlatform;
import songlam.core.event.RawRecord;
import songlam.core.journal.Entry;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;

/** {@code songlam up} as a process of its own, over a store that is away. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UpTest {
  private static final int NEEDED = 69;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void theAddressStandsFirstAndASignalStopsItAfterItsWork() throws Exception {
    int port = RunningPlatform.freePort();
    Path config = config(port, "");
    Process up = up(config);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(up.getInputStream(), UTF_8))) {
      assertEquals("Sông Lam: http://localhost:" + port, out.readLine());
      List<String> said = until(out, "  sẵn sàng / ready.");
      assertTrue(said.stream().anyMatch(line -> line.contains("/sign-in#token=")), "" + said);
      assertEquals(200, status(port));
      assertEquals(200, bulk(port, "{\"create\":{}}\n{\"message\":\"chào\"}\n"));
      up.toHandle().destroy();
      List<String> after = out.lines().toList();
      assertTrue(after.stream().anyMatch(line -> line.startsWith("  đang dừng")), after.toString());
      assertFalse(after.toString().contains("defect"), after.toString());
    } finally {
      up.destroyForcibly();
    }
    assertEquals(TERMINATED, up.waitFor());
    assertTrue(isKept("chào"), "what came in before the signal waits in the journal for the store");
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(
          up(config(taken.getLocalPort(), "")),
          "127.0.0.1:" + taken.getLocalPort() + " cannot be bound",
          "(expected: a free port; set console.port)");
    }
  }

  @Test
  void aDiskThatIsFullIsOneSentence() throws Exception {
    Path small = Files.createDirectory(folder.resolve("data"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64m", "songlam", small.toString())
            .redirectErrorStream(true)
            .start();
    String why = new String(mount.getInputStream().readAllBytes(), UTF_8);
    Assumptions.assumeTrue(mount.waitFor() == 0, "no small disk can be mounted: " + why);
    try {
      refused(up(config(0, "")), "the disk under " + small + " is full", "MB are free (expected: ");
    } finally {
      new ProcessBuilder("umount", small.toString()).start().waitFor();
    }
  }

  /** Says so in one sentence and ends as the help tells. */
  private static void refused(Process up, String... words) throws Exception {
    String said = new String(up.getInputStream().readAllBytes(), UTF_8);
    assertEquals(NEEDED, up.waitFor(), said);
    List<String> sentences = said.lines().filter(line -> line.startsWith("songlam: ")).toList();
    assertEquals(1, sentences.size(), said);
    for (String word : words) {
      assertTrue(sentences.getFirst().contains(word), said);
    }
    assertFalse(said.contains("\tat "), said);
  }

  private boolean isKept(String words) {
    try (RocksFiles files = RocksFiles.open(folder.resolve("data/db"))) {
      RocksJournal journal = new RocksJournal(files, JournalSettings.DEFAULTS, Clock.systemUTC());
      boolean found =
          journal.read(journal.begin(), 10_000).stream()
              .anyMatch(
                  one ->
                      one.entry() instanceof Entry.Received(RawRecord record)
                          && new String(record.payload(), UTF_8).contains(words));
      journal.close();
      return found;
    }
  }

  private Path config(int port, String more) throws IOException {
    return Files.writeString(
        folder.resolve("songlam.yml"),
        "console: {port: " + port + "}\nstore: {url: \"http://127.0.0.1:1\"}\n" + more);
  }

  private Process up(Path config) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "songlam.console.Main"));
    command.addAll(List.of("up", "--data", data()));
    command.addAll(List.of("--config", config.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> until(BufferedReader out, String wanted) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.startsWith(wanted)) {
        return said;
      }
    }
    throw new AssertionError(wanted + " was not said: " + said);
  }

  /** The answer to documents sent with a token that another process of the program has made. */
  private int bulk(int port, String documents) throws IOException, InterruptedException {
    CommandRun made =
        CommandRun.of("token", "create", "--role", "ingest", "--name", "t", "--data", data());
    assertEquals(0, made.code(), made.err());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/_bulk"))
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", "Bearer " + made.out().strip())
            .POST(BodyPublishers.ofString(documents))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static int status(int port) throws IOException, InterruptedException {
    URI health = URI.create("http://localhost:" + port + "/api/v1/health");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
