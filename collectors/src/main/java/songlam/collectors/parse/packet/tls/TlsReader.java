package songlam.collectors.parse.packet.tls;

import java.util.List;
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
  private @Nullable Offer asked;
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
      Hello hello = body == null ? null : Hello.read(body, true);
      if (hello != null) {
        asked = Offer.of(hello, conversation);
        nanos = time;
      }
      done = client.isFailed() || body != null && hello == null;
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
    Offer question = asked;
    return client.held() + server.held() + (question == null ? 0 : question.held());
  }

  @Override
  public void end() {
    if (!done) {
      emit();
    }
  }

  private void emit() {
    done = true;
    Offer question = asked;
    Hello answer = chosen;
    asked = null;
    chosen = null;
    if (question == null && answer == null) {
      return;
    }
    EventBuilder event =
        conversation
            .event("sensor.tls", nanos)
            .set(EcsField.EVENT_TYPE, List.of("connection", "protocol"))
            .set(EcsField.NETWORK_PROTOCOL, "tls");
    if (question != null) {
      question.fill(event);
    }
    if (answer != null) {
      answer(event, answer);
    }
    conversation.emit(event);
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

  /** The version as ECS writes it. */
  static String version(int version) {
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
