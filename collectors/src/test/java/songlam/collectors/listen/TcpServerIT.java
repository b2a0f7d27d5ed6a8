package songlam.collectors.listen;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    TcpServer server =
        new TcpServer(
            vertx, "door", new TcpPort("127.0.0.1", 0, null, 4, 60), new RecordingIntake());
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
}
