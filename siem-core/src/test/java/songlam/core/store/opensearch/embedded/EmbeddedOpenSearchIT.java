package songlam.core.store.opensearch.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The child process: who it is, who may speak to it, what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedOpenSearchIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private EmbeddedOpenSearch server;
  private Path home;

  @BeforeAll
  void start() throws Exception {
    home = Path.of("target", "opensearch-embedded").toAbsolutePath();
    server = EmbeddedOpenSearch.start(settings());
    assertTrue(server.awaitUp(PATIENCE), () -> server.state().toString());
  }

  private EmbeddedSettings settings() throws IOException {
    return new EmbeddedSettings(
        home, EmbeddedOpenSearch.distribution(), 512, List.of("-XX:TieredStopAtLevel=1"));
  }

  @AfterAll
  void stop() {
    server.close();
    assertEquals(EmbeddedState.Phase.STOPPED, server.state().phase());
    assertFalse(Files.exists(home.resolve("pid")));
  }

  private static int ask(URI uri, SSLContext tls) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri.resolve("/_cat/indices")).timeout(PATIENCE).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void answersWhoeverHoldsTheKey() throws Exception {
    assertEquals(200, ask(server.address().uri(), server.address().tls()));
  }

  @Test
  void refusesWhoeverHoldsNoKeyOrAnother() {
    URI uri = server.address().uri();
    SSLContext stranger = GuardKeys.make().client();
    assertThrows(IOException.class, () -> ask(uri, stranger));
    assertThrows(IOException.class, () -> ask(uri, TrustingEverybody.withoutKey()));
    assertThrows(IOException.class, () -> ask(uri, TrustingEverybody.with(GuardKeys.make())));
  }

  @Test
  void saysNothingInPlainText() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.address().port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII"));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertFalse(new String(answer, "ISO-8859-1").contains("HTTP/"), "it spoke plain HTTP");
    }
  }

  @Test
  void listensOnOneLoopbackPortOnly() throws Exception {
    assertEquals(
        Set.of("127.0.0.1:" + server.address().port()),
        listening(server.process().orElseThrow().pid()));
  }

  @Test
  void doesNotRunAsRoot() throws Exception {
    Path process = Path.of("/proc", Long.toString(server.process().orElseThrow().pid()));
    int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    int uid = (Integer) Files.getAttribute(process, "unix:uid");
    assertTrue(uid != 0 && (own == 0 ? uid >= 47_100 : uid == own), "uid " + uid);
  }

  @Test
  void othersHaveNoRightToItsFiles() throws Exception {
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(home)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        if (!mode.endsWith("---")) {
          open.add(path + " " + mode);
        }
      }
    }
    assertEquals(List.of(), open);
    assertTrue(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)).endsWith("---"));
    for (String own : new String[] {"data", "config", "logs"}) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(own))));
    }
  }

  @Test
  void comesBackWhenItDies() throws Exception {
    int before = server.starts();
    ProcessHandle child = server.process().orElseThrow();
    assertTrue(child.destroyForcibly());
    child.onExit().join();
    while (server.starts() == before) {
      Thread.sleep(50);
    }
    assertTrue(server.awaitUp(PATIENCE));
    assertEquals(200, ask(server.address().uri(), server.address().tls()));
  }

  /** Addresses of the TCP sockets on which a process listens. */
  private static Set<String> listening(long pid) throws IOException {
    Set<String> inodes = new TreeSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          inodes.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals("0A") && inodes.contains("socket:[" + fields[9] + "]")) {
          int colon = fields[1].indexOf(':');
          String address = fields[1].substring(0, colon);
          int port = Integer.parseInt(fields[1].substring(colon + 1), 16);
          // The kernel writes addresses in the byte order of the machine, mapped ones with a
          // prefix.
          found.add((address.endsWith("0100007F") ? "127.0.0.1" : address) + ":" + port);
        }
      }
    }
    return found;
  }
}
