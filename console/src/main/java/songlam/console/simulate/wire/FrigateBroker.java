package songlam.console.simulate.wire;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT broker on which a Frigate recorder publishes, much reduced: every client that subscribes
 * gets every message, retained ones first.
 */
public final class FrigateBroker {
  private static final Logger LOG = LoggerFactory.getLogger(FrigateBroker.class);

  private final MqttServer server;
  private final Set<MqttEndpoint> subscribers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Map<String, Buffer> retained = new ConcurrentHashMap<>();

  public FrigateBroker(Vertx vertx, int port) {
    server = MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(port));
    server.endpointHandler(this::welcome);
  }

  public Future<Integer> start() {
    return server.listen().map(MqttServer::actualPort);
  }

  /** Waits until somebody has subscribed, at most so long. */
  public void awaitSubscriber(Duration patience) throws InterruptedException {
    if (!first.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("simulation: nobody has subscribed to the broker in {}", patience);
    }
  }

  /** {@code frigate/events}: one message of an object's life, as Frigate writes it. */
  public void event(JsonObject event) {
    publish("frigate/events", event.toBuffer(), false);
  }

  /** {@code frigate/<camera>/<object>}: how many of them the camera sees now. */
  public void count(String camera, String object, int count) {
    publish("frigate/" + camera + "/" + object, Buffer.buffer(String.valueOf(count)), false);
  }

  /** {@code frigate/<camera>/status/detect}: online, offline or disabled. */
  public void status(String camera, String state) {
    publish("frigate/" + camera + "/status/detect", Buffer.buffer(state), true);
  }

  /** {@code frigate/available}: whether the recorder itself is there. */
  public void available(String state) {
    publish("frigate/available", Buffer.buffer(state), true);
  }

  private void publish(String topic, Buffer payload, boolean retain) {
    if (retain) {
      retained.put(topic, payload);
    }
    for (MqttEndpoint endpoint : subscribers) {
      if (endpoint.isConnected()) {
        endpoint.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false, retain);
      }
    }
  }

  private void welcome(MqttEndpoint endpoint) {
    endpoint.closeHandler(_ -> subscribers.remove(endpoint));
    endpoint.subscribeHandler(
        subscribe -> {
          endpoint.subscribeAcknowledge(
              subscribe.messageId(),
              subscribe.topicSubscriptions().stream().map(s -> s.qualityOfService()).toList());
          subscribers.add(endpoint);
          first.countDown();
          retained.forEach(
              (topic, payload) ->
                  endpoint.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false, true));
        });
    endpoint.pingHandler(_ -> {});
    endpoint.accept(false);
  }

  public Future<Void> stop() {
    return server.close();
  }
}
