package songlam.collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.core.store.DataSet;

/** No {@code event.dataset} that the product itself writes may fall to a retention by accident. */
class DataSetsTest {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/songlam/collectors"),
          Path.of("../siem-core/src/main/java/songlam/core/event/observation"));

  /** {@code set(EVENT_DATASET, "…")}, {@code event("…", nanos)} and {@code DATASET = "…"}. */
  private static final Pattern WRITTEN =
      Pattern.compile("(?:EVENT_DATASET,\\s*|\\bevent\\(\\s*|\\bDATASET\\s*=\\s*)\"([^\"]+)\"");

  private static final Pattern DAEMON = Pattern.compile("\\badd\\(\"([a-z]+)\", [a-z]+\\(\\)");

  @Test
  void everyNameThatIsWrittenHasItsPlace() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          collect(WRITTEN, source, "", names);
          if (file.endsWith("Daemons.java")) {
            collect(DAEMON, source, ".log", names);
          }
        }
      }
    }
    assertTrue(
        names.containsAll(
            List.of(
                "sensor.flow",
                "sensor.rtsp",
                "netflow.options",
                "syslog",
                "system.auth",
                "pfsense.log",
                "windows.",
                "songlam.press_item")),
        () -> "the pattern finds too little: " + names);
    for (String name : names) {
      assertNotNull(DataSet.named(name), name + ": in no case of DataSet.named");
    }
  }

  @Test
  void theSensorsEventsAreKeptAsConfiguredForFlowsAndPackets() {
    assertEquals(DataSet.FLOW, DataSet.of("sensor.flow"));
    for (String name : List.of("sensor.dns", "sensor.tls", "sensor.http", "sensor.rtsp")) {
      assertEquals(DataSet.NETWORK, DataSet.of(name), name);
    }
    assertEquals(DataSet.LOG, DataSet.of("what a client calls it"));
  }

  private static void collect(
      Pattern pattern, String source, String ending, SortedSet<String> names) {
    Matcher matcher = pattern.matcher(source);
    while (matcher.find()) {
      names.add(matcher.group(1) + ending);
    }
  }
}
