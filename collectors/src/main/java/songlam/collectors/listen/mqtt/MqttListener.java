package songlam.collectors.listen.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Subscribes at quality of service 1 and acknowledges a message only when the journal holds it, so
 * the broker sends again what a crash lost. A record's payload is the topic, a line feed, and the
 * message's bytes. When the broker goes away it is called again every {@value #RETRY_MILLIS} ms.
 */
public final class MqttListener implements Listener {
  private static final long RETRY_MILLIS = 2_000;

  private final Vertx vertx;
  private final MqttConfig config;
  private final Intake intake;
  private final Clock clock;
  private volatile Health health = new Health(false, "not started");
  private volatile boolean stopping;
  private MqttClient client;

  public MqttListener(Vertx vertx, MqttConfig config, Intake intake, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.client = newClient();
  }

  @Override
  public String source() {
    return config.source();
  }

  /** Completes at once: a broker that is away is a state to show, not a reason not to start. */
  @Override
  public CompletionStage<Void> start() {
    connect();
    return Future.<Void>succeededFuture().toCompletionStage();
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public CompletionStage<Void> stop() {
    stopping = true;
    Future<Void> gone = client.isConnected() ? client.disconnect() : Future.succeededFuture();
    return gone.otherwiseEmpty().toCompletionStage();
  }

  private MqttClient newClient() {
    MqttClientOptions options = new MqttClientOptions();
    options.setClientId("songlam-" + config.source());
    options.setCleanSession(false);
    options.setAutoAck(false);
    options.setSsl(config.tls());
    options.setMaxMessageSize(config.maxPayloadBytes() + 1024);
    if (config.user() != null) {
      options.setUsername(config.user());
      options.setPassword(config.password());
    }
    return MqttClient.create(vertx, options);
  }

  private void connect() {
    if (stopping) {
      return;
    }
    client = newClient();
    client.publishHandler(this::receive);
    client.closeHandler(_ -> lost("the broker closed the connection"));
    client
        .connect(config.port(), config.host())
        .compose(_ -> client.subscribe(topics()))
        .onSuccess(_ -> health = new Health(true, config.host() + ":" + config.port()))
        .onFailure(e -> lost(String.valueOf(e.getMessage())));
  }

  private void lost(String why) {
    health = new Health(false, config.host() + ":" + config.port() + ": " + why);
    if (!stopping) {
      vertx.setTimer(RETRY_MILLIS, _ -> connect());
    }
  }

  private Map<String, Integer> topics() {
    Map<String, Integer> topics = new HashMap<>();
    config.topics().forEach(topic -> topics.put(topic, MqttQoS.AT_LEAST_ONCE.value()));
    return topics;
  }

  private void receive(MqttPublishMessage message) {
    byte[] topic = (message.topicName() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] body = message.payload().getBytes();
    int kept = Math.min(body.length, config.maxPayloadBytes());
    byte[] payload = new byte[topic.length + kept];
    System.arraycopy(topic, 0, payload, 0, topic.length);
    System.arraycopy(body, 0, payload, topic.length, kept);
    RawRecord record =
        RawRecord.live(config.source(), config.type(), clock.millis(), config.host(), payload);
    if (kept < body.length) {
      intake.rejected(
          record,
          Reason.OVERSIZED,
          "message: " + body.length + " bytes (expected: at most " + kept + ")");
      message.ack();
      return;
    }
    intake.accept(List.of(record)).thenRun(message::ack);
  }
}
