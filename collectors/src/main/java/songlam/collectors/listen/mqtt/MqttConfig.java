package songlam.collectors.listen.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param source name of this input
 * @param type source type that parses the messages
 * @param session empty for live records
 * @param host the broker
 * @param port the broker's port, usually 1883, or 8883 with TLS
 * @param tls whether to speak TLS
 * @param user user name, null without sign-in
 * @param password password, null without sign-in
 * @param topics topic filters to subscribe to
 * @param maxPayloadBytes longer messages are rejected
 */
public record MqttConfig(
    String source,
    String type,
    String session,
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    List<String> topics,
    int maxPayloadBytes) {
  public MqttConfig {
    topics = List.copyOf(topics);
  }
}
