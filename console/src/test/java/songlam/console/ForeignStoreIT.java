package songlam.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import songlam.core.config.ConfigException;
import songlam.core.journal.InMemorySystemStore;

/** A store that somebody else runs: TLS of an authority of its own, name and password. */
@Timeout(240)
class ForeignStoreIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "mật-khẩu:dài";
  private static final int LINES = 200;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event.getFormattedMessage());
        }
      };

  @TempDir Path folder;
  private TlsDoor door;

  @BeforeEach
  void open() throws Exception {
    door = TlsDoor.before(folder, "songlam", SECRET);
    appender.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(appender);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
    door.close();
  }

  @Test
  void eventsArriveAndAreFound() throws Exception {
    int port = RunningPlatform.freePort();
    String input = "inputs:\n  logs: {kind: tcp, type: syslog, port: %d}\n".formatted(port);
    try (RunningPlatform platform = platform(input + store(SECRET, door.authority()))) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          OutputStream out = socket.getOutputStream()) {
        for (int i = 0; i < LINES; i++) {
          out.write("<13>1 - web-77 cron 1 - - lạ-%d\n".formatted(i).getBytes(UTF_8));
        }
      }
      String search = "events?q=host.name:web-77&size=500";
      JsonObject found =
          platform.await(search, PATIENCE, page -> page.getJsonArray("items").size() == LINES);
      assertEquals(LINES, found.getJsonArray("items").size());
      assertEquals("ok", store(platform).getString("status"));
      assertEquals(0, door.refused(), "the sign-in goes along with each request");
    }
  }

  @Test
  void aWrongPasswordIsOneSentence() throws Exception {
    saysOnce(
        store("wrong", door.authority()),
        "the store is away: it does not take our sign-in, status 401"
            + " (expected: store.username and store.password of an account it knows)");
  }

  @Test
  void aWrongAuthorityIsOneSentence() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    saysOnce(
        store(SECRET, TlsDoor.certificates(other).authority()),
        "the store is away: nobody we trust signed its certificate"
            + " (expected: store.authority, the PEM file of who did)");
  }

  @Test
  void oneThatIsNotThereIsOneSentence() throws Exception {
    String store = store(SECRET, door.authority());
    door.close();
    saysOnce(store, "Connection refused");
  }

  @Test
  void anAuthorityThatIsNoneIsNamedAtTheStart() throws Exception {
    Path none = Files.write(folder.resolve("none.pem"), "none".getBytes(US_ASCII));
    ConfigException e =
        assertThrows(ConfigException.class, () -> stores(store(SECRET, none)).close());
    assertTrue(
        e.getMessage().contains("none.pem (expected: a readable PEM certificate)"), e::getMessage);
  }

  private void saysOnce(String store, String sentence) throws Exception {
    try (RunningPlatform platform = platform(store)) {
      JsonObject health =
          platform.await("health", PATIENCE, h -> part(h).toString().contains(sentence));
      assertTrue(part(health).toString().contains(sentence), part(health).encodePrettily());
      assertEquals("down", part(health).getString("status"));
      Thread.sleep(3_000);
    }
    List<String> about = logged.stream().filter(line -> line.startsWith("store: the")).toList();
    assertEquals(
        1, about.stream().filter(line -> line.contains(sentence)).count(), about::toString);
    assertTrue(said.getFirst().contains(sentence), said::toString);
    String all = logged + " " + said;
    assertFalse(all.contains(SECRET) || all.contains("wrong"), "no secret in " + all);
  }

  private String store(String password, Path authority) throws Exception {
    Path secret = Files.writeString(folder.resolve("password"), password + "\n");
    return """
        store:
          url: https://localhost:%d
          username: songlam
          password: "file:%s"
          authority: %s
        """
        .formatted(door.port(), secret, authority);
  }

  private RunningPlatform platform(String configuration) throws Exception {
    return new RunningPlatform(folder, configuration, stores(configuration));
  }

  private Stores stores(String configuration) throws Exception {
    Path file = Files.writeString(folder.resolve("store.yml"), configuration);
    return Stores.open(
        Settings.read(file),
        new Installation(folder.resolve("installation")),
        new InMemorySystemStore(),
        said::add);
  }

  private static JsonObject store(RunningPlatform platform) {
    return part(platform.read("health"));
  }

  private static JsonObject part(JsonObject health) {
    return health.getJsonArray("parts").stream()
        .map(JsonObject.class::cast)
        .filter(part -> part.getString("name").equals("store"))
        .findFirst()
        .orElseThrow();
  }
}
