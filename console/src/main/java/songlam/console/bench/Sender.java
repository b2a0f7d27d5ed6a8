package songlam.console.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The sending process, as seen from the measurement. */
final class Sender implements AutoCloseable {
  private final Process process;
  private final BufferedReader words;

  /**
   * Starts it; sending begins with {@link #awaitBegin()}.
   *
   * @param rate lines a second, 0 for as fast as they are taken
   */
  Sender(int port, long lines, int connections, long rate, SyslogBlock.Dialect dialect) {
    this(port, lines, connections, List.of("--rate", Long.toString(rate)), dialect);
  }

  /**
   * Sends as fast as lines are taken, but not more than {@code ahead} of those that are {@link
   * #through}.
   *
   * @param ahead lines, 0 for no limit
   */
  static Sender following(int port, long lines, int connections, long ahead) {
    List<String> pace = List.of("--ahead", Long.toString(ahead));
    return new Sender(port, lines, connections, pace, SyslogBlock.Dialect.OLD);
  }

  private Sender(
      int port, long lines, int connections, List<String> pace, SyslogBlock.Dialect dialect) {
    List<String> arguments = new ArrayList<>(List.of("bench", "send"));
    arguments.addAll(List.of("--port", Integer.toString(port), "--lines", Long.toString(lines)));
    arguments.addAll(List.of("--connections", Integer.toString(connections)));
    arguments.addAll(pace);
    arguments.addAll(List.of("--dialect", dialect.name()));
    this.process =
        JavaChild.start(
            "256m",
            List.of("-XX:+UseSerialGC", "-XX:-UseG1GC"),
            arguments,
            ProcessBuilder.Redirect.PIPE);
    this.words = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * @param lines handed to the kernel
   * @param cpuSeconds from the first line to the last
   * @param seconds from the first line to the last
   */
  record Sent(long lines, double cpuSeconds, double seconds) {}

  /** Says how many lines have gone the whole way; one that has ended need not hear it. */
  void through(long lines) {
    try {
      OutputStream ears = process.getOutputStream();
      ears.write((lines + "\n").getBytes(UTF_8));
      ears.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new BenchException("the sender does not listen: " + e.getMessage(), e);
      }
    }
  }

  /** Waits until it has prepared its lines and starts to send. */
  void awaitBegin() {
    find("begin");
  }

  /** Waits for its end. */
  Sent awaitEnd() {
    String[] end = find("sent").split(" ");
    return new Sent(Long.parseLong(end[1]), Double.parseDouble(end[3]), Double.parseDouble(end[5]));
  }

  private String find(String start) {
    try {
      String last = "it said nothing";
      for (String line = words.readLine(); line != null; line = words.readLine()) {
        if (line.startsWith(start)) {
          return line;
        }
        last = line;
      }
      throw new BenchException("the sender ended: " + last);
    } catch (IOException e) {
      throw new BenchException("the sender cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
