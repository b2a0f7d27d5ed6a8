package songlam.collectors.parse.packet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** Reads capture files through the sensor, for tests. */
final class Captures {
  private Captures() {}

  static List<EventBuilder> events(Path file) {
    List<EventBuilder> events = new ArrayList<>();
    run(file, events);
    return events;
  }

  static List<EventBuilder> events(Path file, String dataset) {
    return events(file).stream()
        .filter(event -> dataset.equals(event.text(EcsField.EVENT_DATASET)))
        .toList();
  }

  /** The number of packets in the file. */
  static long run(Path file, List<EventBuilder> events) {
    Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), events::add);
    CaptureReader reader = new CaptureReader(sensor);
    byte[] bytes = bytes(file);
    reader.feed(bytes, 0, bytes.length);
    sensor.finish();
    return sensor.packets();
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All capture files below the folder, in the order of their names. */
  static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap|trace|ntar)"))
          .sorted()
          .toList();
    }
  }
}
