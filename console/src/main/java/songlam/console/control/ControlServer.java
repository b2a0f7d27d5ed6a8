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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.config.ConfigException;

/** Listens on the control socket; one virtual thread per connection, one request each. */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

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
      ControlLines.write(client, JSON.writeValueAsBytes(answer(ControlLines.read(client))));
    } catch (IOException e) {
      LOG.warn("control request: {}", e.toString());
    }
  }

  private ObjectNode answer(byte[] request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    try {
      List<String> words = new ArrayList<>();
      for (JsonNode word : JSON.readTree(request).path("words")) {
        words.add(word.asText());
      }
      return answer.put("output", handler.handle(words));
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
