package songlam.collectors.parse.packet.tls;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * What is kept of a client's hello until the server answers. The fingerprints are of all of it, its
 * lists are cut.
 *
 * @param version as ECS writes it
 * @param held about how many octets of memory it takes
 */
record Offer(
    String ja4,
    String ja3,
    String version,
    @Nullable String serverName,
    List<String> ciphers,
    List<String> protocols,
    long held) {
  /** The record with its fingerprints. */
  private static final long OCTETS = 512;

  /** What a text costs beside its characters. */
  private static final long TEXT_OVERHEAD = 64;

  static Offer of(Hello hello, Conversation conversation) {
    int most = Cap.SENSOR_HELLO.most();
    if (hello.ciphers().size() > most || hello.protocols().size() > most) {
      conversation.reached(Cap.SENSOR_HELLO);
    }
    String name = hello.serverName();
    List<String> ciphers = hello.ciphers().stream().limit(most).map(CipherSuites::name).toList();
    List<String> protocols = hello.protocols().stream().limit(most).toList();
    long held = OCTETS + octets(ciphers) + octets(protocols);
    return new Offer(
        Ja4.of(hello),
        Ja4.ja3(hello),
        TlsReader.version(hello.version()),
        name,
        ciphers,
        protocols,
        name == null ? held : held + octets(List.of(name)));
  }

  void fill(EventBuilder event) {
    event
        .set(EcsField.TLS_CLIENT_JA4, ja4)
        .set(EcsField.TLS_CLIENT_JA3, ja3)
        .set(EcsField.TLS_CLIENT_SERVER_NAME, serverName)
        .set(
            EcsField.DESTINATION_DOMAIN,
            serverName == null ? null : serverName.toLowerCase(Locale.ROOT))
        .set(EcsField.TLS_CLIENT_SUPPORTED_CIPHERS, ciphers);
    if (!protocols.isEmpty()) {
      event.vendor("sensor.tls.alpn", protocols);
    }
    event.vendor("sensor.tls.offered_version", version);
  }

  /** A character may take two octets. */
  private static long octets(List<String> texts) {
    return texts.stream().mapToLong(text -> TEXT_OVERHEAD + 2L * text.length()).sum();
  }
}
