package songlam.console.notify;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import songlam.core.access.CertificateAuthority;
import songlam.core.access.CertificateAuthority.Identity;
import songlam.core.journal.InMemorySystemStore;

/**
 * An SMTP server (RFC 5321) on loopback that asks for STARTTLS (RFC 3207) before all else, with a
 * certificate for localhost from a CA of its own. Answers to a message can be given beforehand.
 */
public final class MailServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final PemKeyCertOptions key;
  private final Path authority;
  private final NetServer server;

  public MailServer(Path folder) throws IOException {
    CertificateAuthority ca =
        new CertificateAuthority(new InMemorySystemStore(), new SecureRandom(), Clock.systemUTC());
    Identity identity = ca.server(List.of("localhost"));
    this.key =
        new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(identity.key()))
            .addCertValue(Buffer.buffer(identity.certificates()));
    this.authority = Files.writeString(folder.resolve("mail-ca.pem"), ca.certificate());
    this.server =
        vertx
            .createNetServer(new NetServerOptions().setKeyCertOptions(key))
            .connectHandler(socket -> new Conversation(socket).begin())
            .listen(0, "127.0.0.1")
            .await();
  }

  public int port() {
    return server.actualPort();
  }

  /** PEM file of who signed its certificate. */
  public Path authority() {
    return authority;
  }

  /** Messages taken so far, headers and body as they came. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** What the next messages are answered with, for example {@code 451 later}, before 250. */
  void answerNext(String... replies) {
    answers.addAll(List.of(replies));
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** One connection; for its event loop. */
  private final class Conversation {
    private final NetSocket socket;
    private final StringBuilder message = new StringBuilder();
    private boolean inMessage;

    Conversation(NetSocket socket) {
      this.socket = socket;
    }

    void begin() {
      socket.handler(RecordParser.newDelimited("\r\n", line -> take(line.toString())));
      say("220 localhost ESMTP");
    }

    private void take(String line) {
      if (inMessage) {
        takeContent(line);
        return;
      }
      switch (line.split("[ :]")[0].toUpperCase(Locale.ROOT)) {
        case "EHLO" -> say(socket.isSsl() ? "250 localhost" : "250-localhost\r\n250 STARTTLS");
        case "STARTTLS" ->
            socket.upgradeToSsl(
                new ServerSSLOptions().setKeyCertOptions(key), Buffer.buffer("220 go ahead\r\n"));
        case "MAIL" -> say(socket.isSsl() ? "250 ok" : "530 Must issue a STARTTLS command first");
        case "DATA" -> {
          inMessage = true;
          say("354 go on");
        }
        case "QUIT" -> {
          say("221 bye");
          socket.close();
        }
        default -> say("250 ok");
      }
    }

    private void takeContent(String line) {
      if (!line.equals(".")) {
        message.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        return;
      }
      inMessage = false;
      String answer = answers.poll();
      if (answer == null) {
        received.add(message.toString());
      }
      message.setLength(0);
      say(answer == null ? "250 taken" : answer);
    }

    private void say(String line) {
      socket.write(line + "\r\n");
    }
  }
}
