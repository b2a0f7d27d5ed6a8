package songlam.console.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Guesses passwords, each time from another address: as many failures as the rule wants. */
final class Guesser implements AutoCloseable {
  private static final int FAILURES = 20;

  private final Socket socket;
  private final Map<String, Long> attacks = new LinkedHashMap<>();

  Guesser(int port) throws IOException {
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

  private static String line(String address) {
    return "<86>1 %s bastion-01 sshd 4242 - - Failed password for root from %s port 40022 ssh2\n"
        .formatted(Instant.ofEpochMilli(System.currentTimeMillis()), address);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
