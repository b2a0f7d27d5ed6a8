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
final class TcpStream extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final int port;
  private final byte[] head;
  private Socket socket;
  private OutputStream out;

  TcpStream(int port) throws IOException {
    this(port, new byte[0]);
  }

  /**
   * @param head what every connection begins with, at once
   */
  TcpStream(int port, byte[] head) throws IOException {
    this.port = port;
    this.head = head;
    this.socket = connect();
    this.out = buffered(socket);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Adds to the buffer, and sends it when it is full. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException lost) {
      again();
      out.write(bytes, offset, length);
    }
  }

  /**
   * Sends what is in the buffer.
   *
   * @throws IOException when it was lost; the connection stands again, or is tried the next time
   */
  @Override
  public void flush() throws IOException {
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

  private OutputStream buffered(Socket to) throws IOException {
    OutputStream begun = new BufferedOutputStream(to.getOutputStream(), BUFFER_BYTES);
    begun.write(head);
    begun.flush();
    return begun;
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
