package songlam.collectors.parse.packet.tls;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.StreamReader;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * Reads the two hellos of a TLS connection and emits one event: what the client asked for and what
 * the server chose. Without an answer the event comes when the connection ends.
 */
public final class TlsReader implements StreamReader {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;

  private final Conversation conversation;
  private final Handshakes client = new Handshakes();
  private final Handshakes server = new Handshakes();
  private @Nullable Hello asked;
  private @Nullable Hello chosen;
  private long nanos;
  private boolean done;

  public TlsReader(Conversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void bytes(boolean fromClient, byte[] data, int offset, int length, long time) {
    if (done) {
      return;
    }
    if (fromClient && asked == null) {
      byte[] body = client.add(data, offset, length, CLIENT_HELLO);
      asked = body == null ? null : Hello.read(body, true);
      nanos = asked == null ? nanos : time;
      done = client.isFailed() || body != null && asked == null;
    } else if (!fromClient && chosen == null) {
      byte[] body = server.add(data, offset, length, SERVER_HELLO);
      chosen = body == null ? null : Hello.read(body, false);
      if (chosen != null && asked == null) {
        nanos = time;
      }
      if (chosen != null || server.isFailed()) {
        emit();
      }
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public long held() {
    return client.held() + server.held();
  }

  @Override
  public void end() {
    if (!done) {
      emit();
    }
  }

  private void emit() {
    done = true;
    Hello question = asked;
    Hello answer = chosen;
    if (question == null && answer == null) {
      return;
    }
    EventBuilder event =
        conversation
            .event("sensor.tls", nanos)
            .set(EcsField.EVENT_TYPE, List.of("connection", "protocol"))
            .set(EcsField.NETWORK_PROTOCOL, "tls");
    if (question != null) {
      question(event, question);
    }
    if (answer != null) {
      answer(event, answer);
    }
    conversation.emit(event);
  }

  private static void question(EventBuilder event, Hello hello) {
    String name = hello.serverName();
    event
        .set(EcsField.TLS_CLIENT_JA4, Ja4.of(hello))
        .set(EcsField.TLS_CLIENT_JA3, Ja4.ja3(hello))
        .set(EcsField.TLS_CLIENT_SERVER_NAME, name)
        .set(EcsField.DESTINATION_DOMAIN, name == null ? null : name.toLowerCase(Locale.ROOT))
        .set(
            EcsField.TLS_CLIENT_SUPPORTED_CIPHERS,
            hello.ciphers().stream().map(CipherSuites::name).toList());
    if (!hello.protocols().isEmpty()) {
      event.vendor("sensor.tls.alpn", hello.protocols());
    }
    event.vendor("sensor.tls.offered_version", version(hello.version()));
  }

  private static void answer(EventBuilder event, Hello hello) {
    String version = version(hello.version());
    event
        .set(EcsField.TLS_VERSION, version)
        .set(EcsField.TLS_VERSION_PROTOCOL, hello.version() >= 0x0301 ? "tls" : "ssl")
        .set(EcsField.TLS_CIPHER, CipherSuites.name(hello.ciphers().getFirst()));
    if (!hello.protocols().isEmpty()) {
      event.set(EcsField.TLS_NEXT_PROTOCOL, hello.protocols().getFirst());
    }
    if (!hello.groups().isEmpty()) {
      event.set(EcsField.TLS_CURVE, CipherSuites.group(hello.groups().getFirst()));
    }
  }

  private static String version(int version) {
    return switch (version) {
      case 0x0304 -> "1.3";
      case 0x0303 -> "1.2";
      case 0x0302 -> "1.1";
      case 0x0301 -> "1.0";
      case 0x0300 -> "3.0";
      default -> "0x" + Integer.toHexString(version);
    };
  }
}
