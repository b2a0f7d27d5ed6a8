package songlam.console.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine a figure belongs to.
 *
 * @param load the load average of the last minute: above the bench's own share others were at work
 */
record Machine(
    int cores, long memoryMegabytes, String processor, String kernel, String jdk, double load) {
  static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ")[0]) >> 10,
        field("/proc/cpuinfo", "model name"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        loadNow());
  }

  static double loadNow() {
    return Double.parseDouble(text("/proc/loadavg").split(" ")[0]);
  }

  @Override
  public String toString() {
    return "%d cores (%s), %d MB, %s, %s, load %.2f before"
        .formatted(cores, processor, memoryMegabytes, kernel, jdk, load);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("cores", cores)
        .put("memoryMegabytes", memoryMegabytes)
        .put("processor", processor)
        .put("kernel", kernel)
        .put("jdk", jdk)
        .put("loadBefore", load);
  }

  private static String field(String file, String name) {
    for (String line : text(file).split("\n")) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "0 unknown";
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "0 0 0";
    }
  }
}
