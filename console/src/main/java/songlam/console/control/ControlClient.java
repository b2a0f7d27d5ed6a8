package songlam.console.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the running platform to do something. */
public final class ControlClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path socket;

  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /**
   * The platform's answer, or empty when none is running.
   *
   * @throws IllegalArgumentException with the platform's own sentence when it refuses
   */
  public Optional<String> ask(List<String> words) throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (IOException nobodyListens) {
        return Optional.empty();
      }
      ObjectNode request = JSON.createObjectNode();
      words.forEach(request.putArray("words")::add);
      ControlLines.write(channel, JSON.writeValueAsBytes(request));
      JsonNode answer = JSON.readTree(ControlLines.read(channel));
      if (answer.has("error")) {
        throw new IllegalArgumentException(answer.path("error").asText());
      }
      return Optional.of(answer.path("output").asText());
    }
  }
}
