package songlam.collectors.listen.udp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Datagrams the kernel dropped at a socket, from the last column of {@code /proc/net/udp} and
 * {@code udp6} (proc(5)). Elsewhere than on Linux it sees none.
 */
final class KernelDrops {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private long seen = -1;

  /** Drops at this local port since the last call; 0 at the first. */
  long since(int port) {
    long now = 0;
    String suffix = ":%04X".formatted(port);
    for (Path table : TABLES) {
      now += read(table, suffix);
    }
    long grown = seen < 0 ? 0 : Math.max(0, now - seen);
    seen = now;
    return grown;
  }

  private static long read(Path table, String suffix) {
    try {
      return Files.readAllLines(table).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 12 && columns[1].endsWith(suffix))
          .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
          .sum();
    } catch (IOException | NumberFormatException notThere) {
      return 0;
    }
  }
}
