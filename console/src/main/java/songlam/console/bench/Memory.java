package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a platform occupies at one moment.
 *
 * @param heapMegabytes objects alive, behind a full collection
 * @param residentMegabytes resident memory of its own process
 * @param treeMegabytes resident memory with all its children; shared pages count for each
 */
record Memory(double heapMegabytes, double residentMegabytes, double treeMegabytes) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  static Memory of(ProcessHandle platform) throws IOException {
    // The collection and the count are one stop: nothing is allocated between them.
    Matcher total = TOTAL.matcher(jcmd(platform.pid(), "GC.class_histogram"));
    if (!total.find()) {
      throw new BenchException("the platform under test does not count its heap");
    }
    double heap = Long.parseLong(total.group(1)) / 1048576.0;
    return new Memory(
        heap,
        ProcessTree.residentMegabytes(platform.pid()),
        ProcessTree.residentMegabytes(platform));
  }

  /** Its answer goes to a file: asking this very process, who would read a pipe stands still. */
  private static String jcmd(long pid, String what) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Path answer = Files.createTempFile("songlam-jcmd", ".txt");
    try {
      new ProcessBuilder(tool.toString(), Long.toString(pid), what)
          .redirectErrorStream(true)
          .redirectOutput(answer.toFile())
          .start()
          .waitFor();
      return Files.readString(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } finally {
      Files.deleteIfExists(answer);
    }
  }

  @Override
  public String toString() {
    return "heap %.0f MB, resident %.0f MB, tree %.0f MB"
        .formatted(heapMegabytes, residentMegabytes, treeMegabytes);
  }
}
