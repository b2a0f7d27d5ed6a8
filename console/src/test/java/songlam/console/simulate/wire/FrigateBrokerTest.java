package songlam.console.simulate.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.collectors.listen.mqtt.MqttConfig;
import songlam.collectors.listen.mqtt.MqttListener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/** The simulation's broker with the platform's own listener. */
@Timeout(30)
class FrigateBrokerTest {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<RawRecord> arrived = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoHasSubscribedGetsTheTrackInTheSessionOfTheInput() throws InterruptedException {
    FrigateBroker broker = new FrigateBroker(vertx, 0);
    MqttListener listener = listener(broker.start().await());
    listener.start();
    broker.awaitSubscriber(Duration.ofSeconds(10));

    broker.event(new JsonObject().put("type", "end"));

    RawRecord record = arrived.poll(10, TimeUnit.SECONDS);
    assertNotNull(record);
    assertEquals("backfill", record.session());
    listener.stop().toCompletableFuture().join();
    broker.stop().await();
  }

  private MqttListener listener(int port) {
    MqttConfig config =
        new MqttConfig(
            "past",
            "frigate",
            "backfill",
            "127.0.0.1",
            port,
            false,
            null,
            null,
            List.of("frigate/#"),
            65_536);
    return new MqttListener(vertx, config, new Arrivals(), Clock.systemUTC());
  }

  private final class Arrivals implements Intake {
    @Override
    public CompletionStage<Void> accept(List<RawRecord> records) {
      arrived.addAll(records);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public void dropped(String source, Reason reason, long records) {}

    @Override
    public void rejected(RawRecord record, Reason reason, String detail) {}
  }
}
