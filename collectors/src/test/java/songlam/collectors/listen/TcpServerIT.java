package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.Platform;
import songlam.core.event.Reason;

/** The door that listeners over TCP have in common. */
@Timeout(60)
class TcpServerIT {
  private final Vertx vertx = Vertx.vertx();
  private final Promise<Void> ended = Promise.promise();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void oneWhoComesInWhileTheDoorClosesIsWaitedForToo() throws Exception {
    TcpServer server = server(null);
    CountDownLatch comes = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    server
        .listen(
            _ -> {
              comes.countDown();
              uninterrupted(goesOn);
              return new Guest();
            })
        .await();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      comes.await();
      CompletableFuture<Void> closed =
          CompletableFuture.supplyAsync(server::close)
              .thenCompose(closing -> closing.toCompletionStage());
      Thread.sleep(100);
      goesOn.countDown();
      assertThrows(
          TimeoutException.class,
          () -> closed.get(500, TimeUnit.MILLISECONDS),
          "what the guest sent is not handed on yet");
      ended.complete();
      closed.get(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofASocketThatIsPausedOnlySoMuchIsReadAhead(boolean tls) throws Exception {
    TcpServer server = server(tls ? SelfSignedCertificate.create().keyCertOptions() : null);
    CompletableFuture<Paused> paused = new CompletableFuture<>();
    server
        .listen(
            socket -> {
              Paused guest = new Paused(socket, vertx.getOrCreateContext());
              paused.complete(guest);
              return guest;
            })
        .await();
    NetClientOptions options = new NetClientOptions().setSsl(tls).setTrustAll(true);
    NetSocket sender =
        vertx
            .createNetClient(options.setHostnameVerificationAlgorithm(""))
            .connect(server.port(), "127.0.0.1")
            .await();
    for (int i = 0; i < 400; i++) {
      sender.write(Buffer.buffer(new byte[1 << 16]));
    }
    Thread.sleep(1_000);
    long ahead = paused.get().ahead().get(10, TimeUnit.SECONDS);
    assertTrue(ahead > 4L * Pieces.OCTETS, ahead + " octets: the test measures nothing");
    assertTrue(ahead <= Pieces.MOST_AHEAD, ahead + " octets read ahead");
    ended.complete();
  }

  @Test
  void whoeverClosesItAgainWaitsForTheSame() throws Exception {
    TcpServer server = server(null);
    CountDownLatch came = new CountDownLatch(1);
    server
        .listen(
            _ -> {
              came.countDown();
              return new Guest();
            })
        .await();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      came.await();
      CompletableFuture<Void> first = closed(server);
      CompletableFuture<Void> again = closed(server);
      assertThrows(TimeoutException.class, () -> again.get(500, TimeUnit.MILLISECONDS));
      assertFalse(first.isDone());
      ended.complete();
      again.get(10, TimeUnit.SECONDS);
      closed(server).get(10, TimeUnit.SECONDS);
    }
  }

  private static CompletableFuture<Void> closed(TcpServer server) {
    return server.close().toCompletionStage().toCompletableFuture();
  }

  @Test
  void whyAHandshakeFailedIsToldAndNotAtAnyLength() throws Exception {
    RecordingIntake intake = new RecordingIntake();
    PemKeyCertOptions certificate = SelfSignedCertificate.create().keyCertOptions();
    TcpServer server =
        new TcpServer(vertx, "door", new TcpPort("127.0.0.1", 0, certificate, 4, 60), intake);
    server.listen(_ -> new Guest()).await();
    assertFalse(server.check().detail().en().contains("handshake"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("<38>no TLS at all ".repeat(100).getBytes(UTF_8));
      Platform.await(
          () -> server.check().toString(),
          () -> server.check().detail().en().contains("(TLS handshakes failed: 1, the last at "));
    }
    String told = server.check().detail().en();
    assertTrue(told.contains("not an SSL/TLS record"), told);
    assertTrue(told.length() < 300, told);
    assertTrue(server.check().up());
    Platform.await(
        () -> "lost: " + intake.lost,
        () -> Long.valueOf(1).equals(intake.lost.get(Reason.MALFORMED)));
  }

  private TcpServer server(@Nullable PemKeyCertOptions certificate) {
    return new TcpServer(
        vertx, "door", new TcpPort("127.0.0.1", 0, certificate, 4, 60), new RecordingIntake());
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Guest implements TcpServer.Sender {
    @Override
    public void begin() {}

    @Override
    public Future<Void> ended() {
      return ended.future();
    }
  }

  /** One that is not read. */
  private final class Paused implements TcpServer.Sender {
    private final NetSocket socket;
    private final Context eventLoop;

    Paused(NetSocket socket, Context eventLoop) {
      this.socket = socket;
      this.eventLoop = eventLoop;
      Pieces.bound(socket);
    }

    @Override
    public void begin() {
      socket.pause();
    }

    @Override
    public Future<Void> ended() {
      return ended.future();
    }

    /** What comes at once when it is read: before the loop looks at the socket again. */
    CompletableFuture<Long> ahead() {
      CompletableFuture<Long> sum = new CompletableFuture<>();
      long[] octets = {0};
      socket.handler(
          piece -> {
            if (octets[0] == 0) {
              eventLoop.runOnContext(_ -> sum.complete(octets[0]));
            }
            octets[0] += piece.length();
          });
      eventLoop.runOnContext(_ -> socket.resume());
      return sum;
    }
  }
}
