package songlam.console.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import songlam.core.event.Caps;
import songlam.core.pipeline.StoreAwayException;

@Timeout(30)
class ProblemsTest {
  private static final long BYTES = 200L << 20;

  private final LinkedBlockingQueue<ILoggingEvent> logged = new LinkedBlockingQueue<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
  private final Vertx vertx = Vertx.vertx();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event);
        }
      };

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    logger.setLevel(Level.DEBUG);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
    vertx.close().await();
  }

  @Test
  void aBrowserThatLeavesIsNoError() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("large.js").toFile(), "rw")) {
      file.setLength(BYTES);
    }
    Router router = Router.router(vertx);
    router.get("/*").handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString()));
    leave(port(router));
    assertEquals(Level.DEBUG, logged.poll(20, TimeUnit.SECONDS).getLevel());
  }

  @Test
  void aDefectIsAnError() throws Exception {
    Router router = Router.router(vertx);
    router.get("/*").handler(context -> context.fail(new IllegalStateException("defect")));
    leave(port(router));
    assertEquals(Level.ERROR, logged.poll(20, TimeUnit.SECONDS).getLevel());
  }

  @Test
  void aStoreThatIsAwayIsNotAvailableAndNoDefect() throws Exception {
    Router router = Router.router(vertx);
    router
        .get("/*")
        .handler(context -> context.fail(new StoreAwayException("away", new IOException("gone"))));
    URI address = URI.create("http://127.0.0.1:" + port(router) + "/");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertEquals(503, answer.statusCode(), answer.body());
      assertEquals("Not available", new JsonObject(answer.body()).getString("title"));
    }
    assertEquals(Level.WARN, logged.poll(20, TimeUnit.SECONDS).getLevel());
  }

  private int port(Router router) {
    router.route().failureHandler(new Problems(new Caps()));
    return vertx.createHttpServer().requestHandler(router).listen(0).await().actualPort();
  }

  /** Asks, reads the first byte of the answer and goes. */
  private static void leave(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /large.js HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().read();
      socket.setSoLinger(true, 0);
    }
  }
}
