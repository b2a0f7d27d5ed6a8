package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a process and its descendants use, from {@code /proc}. */
final class ProcessTree {
  private static final double TICKS_PER_SECOND = 100;

  private ProcessTree() {}

  /** User and system time of this process alone, in seconds; 0 when it has ended. */
  static double cpuSeconds(long pid) {
    return cpuSeconds(text(Path.of("/proc", Long.toString(pid), "stat")));
  }

  private static double cpuSeconds(String stat) {
    // The name in brackets may hold spaces: fields are counted behind it (proc(5)).
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** User and system time by thread, threads of one kind together, in seconds. */
  static Map<String, Double> cpuByThread(long pid) {
    Map<String, Double> seconds = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        String name = text(thread.resolve("comm")).strip().replaceAll("[-#_ ]*\\d*$", "");
        seconds.merge(name, cpuSeconds(text(thread.resolve("stat"))), Double::sum);
      }
    } catch (IOException gone) {
      return seconds;
    }
    return seconds;
  }

  /** Resident memory of this process alone, in megabytes. */
  static double residentMegabytes(long pid) {
    for (String line : text(Path.of("/proc", Long.toString(pid), "status")).split("\n")) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return 0;
  }

  /** Resident memory with all descendants, in megabytes; shared pages count for each. */
  static double residentMegabytes(ProcessHandle root) {
    return of(root).stream().mapToDouble(ProcessTree::residentMegabytes).sum();
  }

  /** The process and all its descendants. */
  static List<Long> of(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
