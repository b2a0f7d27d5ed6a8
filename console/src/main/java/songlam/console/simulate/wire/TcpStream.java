package songlam.console.simulate.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A buffered connection to a port on loopback that is made anew when it was lost; what was in the
 * buffer then is lost too, as with any plain sender. For one thread.
 */
final class TcpStream implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final int port;
  private Socket socket;
  private OutputStream out;

  TcpStream(int port) throws IOException {
    this.port = port;
    this.socket = connect();
    this.out = buffered(socket);
  }

  /** Adds to the buffer, and sends it when it is full. */
  void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException lost) {
      again();
      out.write(bytes);
    }
  }

  /**
   * Sends what is in the buffer.
   *
   * @throws IOException when it was lost; the connection stands again, or is tried the next time
   */
  void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException lost) {
      again();
      throw lost;
    }
  }

  private void again() throws IOException {
    socket.close();
    socket = connect();
    out = buffered(socket);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static OutputStream buffered(Socket socket) throws IOException {
    return new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  @Override
  public void close() throws IOException {
    try {
      out.flush();
    } finally {
      socket.close();
    }
  }
}
