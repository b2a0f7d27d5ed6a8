package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The port of the server: any that is free, and the same one again after a restart if it can be.
 */
final class LoopbackPort {
  private LoopbackPort() {}

  static int choose(Path file) throws IOException {
    int port = free(remembered(file));
    if (port < 0) {
      port = free(0);
    }
    Files.writeString(file, port + "\n");
    return port;
  }

  private static int remembered(Path file) throws IOException {
    String text = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    return text.matches("[0-9]{4,5}") ? Math.min(Integer.parseInt(text), 65_535) : 0;
  }

  /** The port if nobody listens on it, -1 if somebody does; any free one for 0. */
  static int free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException taken) {
      return -1;
    }
  }
}
