package songlam.console.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.config.ConfigException;

/** Listens on the control socket; one virtual thread per connection, one request each. */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who asks, when the system does not say. */
  static final String NOBODY_KNOWN = "control socket";

  private final Path socket;
  private final ServerSocketChannel channel;
  private final ControlHandler handler;

  /**
   * Binds and starts to listen.
   *
   * @param socket path of the socket; its folder must be the owner's alone
   */
  public ControlServer(Path socket, ControlHandler handler) throws IOException {
    this.socket = socket;
    this.handler = handler;
    Files.deleteIfExists(socket);
    channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    Thread.ofVirtual().name("control-socket").start(this::listen);
  }

  private void listen() {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        Thread.ofVirtual().name("control-request").start(() -> serve(client));
      } catch (AsynchronousCloseException closed) {
        return;
      } catch (IOException e) {
        LOG.warn("control socket: {}", e.toString());
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      String by = user(client);
      ControlLines.write(client, JSON.writeValueAsBytes(answer(ControlLines.read(client), by)));
    } catch (IOException e) {
      LOG.warn("control request: {}", e.toString());
    }
  }

  /** Who is at the other end, as the system says; a caller's own word is not asked. */
  private static String user(SocketChannel client) {
    try {
      return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("control socket: no word of who asks", e);
      return NOBODY_KNOWN;
    }
  }

  private ObjectNode answer(byte[] request, String by) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    try {
      List<String> words = new ArrayList<>();
      for (JsonNode word : JSON.readTree(request).path("words")) {
        words.add(word.asText());
      }
      return answer.put("output", handler.handle(words, by));
    } catch (IllegalArgumentException | ConfigException e) {
      return answer.put("error", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(socket);
  }
}
