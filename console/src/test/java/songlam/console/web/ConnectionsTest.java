package songlam.console.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import songlam.console.api.Guard;
import songlam.core.access.Accounts;
import songlam.core.access.Tokens;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.journal.InMemorySystemStore;

/** Clients that keep the server waiting, by real sockets. */
class ConnectionsTest {
  private static final Connections.Limits LIMITS =
      new Connections.Limits(1_500, 2_500, 1_000, 100, 40);

  private final Caps caps = new Caps();
  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private ConsoleServer server;
  private int port;

  @BeforeEach
  void start() throws TimeoutException {
    InMemorySystemStore system = new InMemorySystemStore();
    Guard guard =
        new Guard(new Accounts(system, new SecureRandom()), new Tokens(system, new SecureRandom()));
    server =
        new ConsoleServer(
            vertx,
            null,
            guard,
            router -> {
              router.get("/now").handler(context -> context.response().end("now"));
              router.get("/stream").handler(context -> drip(context.response()));
              router.post("/take").handler(ConnectionsTest::take);
            },
            List.of(),
            caps,
            LIMITS);
    port = server.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
  }

  private void drip(HttpServerResponse response) {
    response.setChunked(true).write("begin\n");
    vertx.setTimer(5_000, _ -> response.end("end\n"));
  }

  private static void take(RoutingContext context) {
    context.request().body().onSuccess(body -> context.response().end(body.length() + " bytes"));
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close().await(5, TimeUnit.SECONDS);
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aTricklingHeadOrBodyIsClosedWhileAListenerAndAnUploadGoOn() throws Exception {
    Socket listener = connect("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    Socket upload = connect("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
    int sent = 0;
    Socket head = connect("GET /now HTTP/1.1\r\n");
    Socket body = connect("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
    Socket silent = connect("");
    Socket kept = connect("GET /now HTTP/1.1\r\nHost: a\r\n\r\n");
    long end = System.nanoTime() + 4_000_000_000L;
    while (System.nanoTime() < end) {
      trickle(head, "X-A: b\r\n");
      trickle(body, "x");
      trickle(upload, "x".repeat(500));
      sent += 500;
      Thread.sleep(100);
      assertEquals("now", ask());
    }
    assertEquals(
        List.of(true, true, true, false),
        Stream.of(head, body, silent, upload).map(ConnectionsTest::isClosed).toList());
    assertTrue(read(kept).endsWith("now"), "answered, then closed");
    assertEquals(4, caps.count(Cap.HTTP_SLOW));
    trickle(upload, "x".repeat(60_000 - sent));
    assertEquals("60000 bytes", ending(read(upload), 11));
    assertEquals("end\n\r\n0\r\n\r\n", ending(read(listener), 11));
  }

  @Test
  void onePeerHasHalfOfTheConnections() throws Exception {
    for (int i = 0; i < LIMITS.most() / 2; i++) {
      Socket socket = connect("GET /now HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals('H', socket.getInputStream().read());
    }
    assertTrue(isClosed(connect("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")));
    assertEquals(1, caps.count(Cap.HTTP_CONNECTIONS));
  }

  private Socket connect(String start) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(3_000);
    sockets.add(socket);
    trickle(socket, start);
    return socket;
  }

  private String ask() throws IOException {
    Socket socket = connect("GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    String answer = read(socket);
    sockets.remove(socket);
    return ending(answer, 3);
  }

  private static String ending(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }

  private static void trickle(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (IOException closed) {
      // what a closed connection says is looked at in the end
    }
  }

  /** All there is until the server closes, or the answer is whole. */
  private static String read(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      answer.append((char) octet);
      String all = answer.toString();
      if (all.endsWith(" bytes") || all.endsWith("0\r\n\r\n")) {
        break;
      }
    }
    return answer.toString();
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
