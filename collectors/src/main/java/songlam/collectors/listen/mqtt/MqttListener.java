package songlam.collectors.listen.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
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
  private static final long FULL_RETRY_MILLIS = 250;
  private static final int LONGEST_MESSAGE = 268_435_455;

  private final Vertx vertx;
  private final MqttConfig config;
  private final Intake intake;
  private final Clock clock;
  private volatile Health health = Health.notStarted();
  private volatile boolean stopping;
  private volatile MqttClient client;
  private @Nullable MqttClient lost;

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
    // A message above the decoder's limit would close the connection, and the broker would send it
    // again for ever: all that the protocol allows is taken, and what is too long is rejected.
    options.setMaxMessageSize(LONGEST_MESSAGE);
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
    MqttClient next = newClient();
    client = next;
    next.publishHandler(this::receive);
    next.closeHandler(_ -> lost(next, "the broker closed the connection"));
    next.connect(config.port(), config.host())
        .compose(_ -> next.subscribe(topics()))
        .onSuccess(_ -> health = new Health(true, config.host() + ":" + config.port()))
        .onFailure(e -> lost(next, String.valueOf(e.getMessage())));
  }

  /** A connection may be lost in two ways at once; two new ones would push each other out. */
  private synchronized void lost(MqttClient which, String why) {
    if (which == lost) {
      return;
    }
    lost = which;
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
    int length = message.payload().length();
    int kept = Math.min(length, config.maxPayloadBytes());
    byte[] payload = Arrays.copyOf(topic, topic.length + kept);
    message.payload().getBytes(0, kept, payload, topic.length);
    RawRecord record =
        new RawRecord(
            config.source(),
            config.type(),
            config.session(),
            clock.millis(),
            config.host(),
            null,
            "",
            payload);
    if (kept < length) {
      intake.rejected(
          record,
          Reason.OVERSIZED,
          "message: " + length + " bytes (expected: at most " + config.maxPayloadBytes() + ")");
      message.ack();
      return;
    }
    keep(record, message, vertx.getOrCreateContext());
  }

  /**
   * The broker sends nothing again while the connection stands, so a full journal is asked again.
   */
  private void keep(RawRecord record, MqttPublishMessage message, Context eventLoop) {
    if (message.qosLevel() == MqttQoS.AT_MOST_ONCE && !intake.hasRoom()) {
      intake.dropped(config.source(), Reason.QUEUE_FULL, 1);
      return;
    }
    intake
        .accept(List.of(record))
        .whenComplete(
            (_, failure) ->
                eventLoop.runOnContext(
                    _ -> {
                      if (failure == null) {
                        message.ack();
                      } else {
                        refused(record, message, eventLoop);
                      }
                    }));
  }

  private void refused(RawRecord record, MqttPublishMessage message, Context eventLoop) {
    if (message.qosLevel() == MqttQoS.AT_MOST_ONCE) {
      intake.dropped(config.source(), Reason.DISK_BUDGET, 1);
    } else if (!stopping) {
      vertx.setTimer(FULL_RETRY_MILLIS, _ -> keep(record, message, eventLoop));
    }
  }
}
