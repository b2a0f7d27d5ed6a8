package songlam.console.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Guesses passwords, each time from another address: as many failures as the rule wants. */
final class Guesser implements AutoCloseable {
  private static final int FAILURES = 20;

  private final Socket socket;
  private final SyslogBlock.Dialect dialect;
  private final Map<String, Long> attacks = new LinkedHashMap<>();

  Guesser(int port, SyslogBlock.Dialect dialect) throws IOException {
    this.dialect = dialect;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  /** One attack; its last record leaves in a write of its own. */
  void attack() throws IOException {
    int number = attacks.size();
    String address = "198.18.%d.%d".formatted(number / 250, 1 + number % 250);
    OutputStream out = socket.getOutputStream();
    StringBuilder before = new StringBuilder();
    for (int i = 1; i < FAILURES; i++) {
      before.append(line(address));
    }
    out.write(before.toString().getBytes(US_ASCII));
    out.write(line(address).getBytes(US_ASCII));
    attacks.put(address, System.nanoTime());
  }

  /** Address of each attack and when its last record left ({@link System#nanoTime()}). */
  Map<String, Long> attacks() {
    return attacks;
  }

  private String line(String address) {
    SyslogCorpus.Line line =
        new SyslogCorpus.Line(
            86,
            "bastion-01 sshd[4242]: Failed password for root from %s port 40022 ssh2"
                .formatted(address));
    return SyslogBlock.text(line, dialect, System.currentTimeMillis()) + "\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
