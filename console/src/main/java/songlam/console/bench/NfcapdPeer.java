package songlam.console.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nfcapd takes the same messages over loopback. It reads no files here, so its processor time is
 * what is compared, per record that nfdump finds in its files; what it lost is not counted.
 */
final class NfcapdPeer {
  private static final Pattern FLOWS = Pattern.compile("Flows: (\\d+)");
  private static final double TICKS_PER_SECOND = 100;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int PER_PAUSE = 5;

  private NfcapdPeer() {}

  /**
   * @param records found in its files
   * @param cpuSeconds it took, with its system calls
   */
  record Figure(long records, double cpuSeconds) {
    double perCpuSecond() {
      return records / Math.max(cpuSeconds, 1 / TICKS_PER_SECOND);
    }
  }

  static boolean isHere() {
    return Peer.isHere("nfcapd") && Peer.isHere("nfdump");
  }

  static Figure measure(List<byte[]> messages) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path files = Files.createDirectory(scratch.folder().resolve("files"));
      int port = freePort();
      Process nfcapd =
          new ProcessBuilder(
                  "nfcapd",
                  "-b",
                  "127.0.0.1",
                  "-p",
                  "" + port,
                  "-w",
                  files.toString(),
                  "-t",
                  "3600",
                  "-B",
                  "8388608")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        TimeUnit.MILLISECONDS.sleep(500);
        double before = cpuSeconds(nfcapd.pid());
        send(messages, port);
        TimeUnit.MILLISECONDS.sleep(500);
        double cpu = cpuSeconds(nfcapd.pid()) - before;
        nfcapd.destroy();
        nfcapd.waitFor(10, TimeUnit.SECONDS);
        return new Figure(flows(files), cpu);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchException("nfcapd: interrupted", e);
      } finally {
        nfcapd.destroyForcibly();
      }
    }
  }

  private static void send(List<byte[]> messages, int port) throws IOException {
    InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramSocket socket = new DatagramSocket()) {
      int sent = 0;
      for (byte[] message : messages) {
        socket.send(new DatagramPacket(message, message.length, to));
        if (++sent % PER_PAUSE == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  /** Own and system time of a process, fields 14 and 15 of proc(5)'s stat. */
  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static long flows(Path files) throws IOException {
    Process nfdump =
        new ProcessBuilder("nfdump", "-R", files.toString(), "-I")
            .redirectErrorStream(true)
            .start();
    String said = new String(nfdump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher flows = FLOWS.matcher(said);
    return flows.find() ? Long.parseLong(flows.group(1)) : 0;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
