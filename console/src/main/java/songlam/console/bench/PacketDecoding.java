package songlam.console.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import songlam.collectors.parse.packet.CaptureReader;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorJson;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.core.event.Caps;

/** How fast the sensor reads a capture, to the JSON of its events, on one thread. */
final class PacketDecoding {
  private PacketDecoding() {}

  /**
   * @param events flows, DNS, TLS, HTTP and RTSP together
   * @param cpuSeconds of the one thread
   */
  record Figure(long packets, long events, double cpuSeconds, double wallSeconds) {
    double perCpuSecond() {
      return packets / cpuSeconds;
    }

    double perSecond() {
      return packets / wallSeconds;
    }
  }

  /** Reads the file once, without anything kept of a run before but what the JVM has compiled. */
  static Figure measure(Path capture) throws IOException {
    long[] events = {0};
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Sensor sensor =
        new Sensor(
            SensorLimits.STANDARD,
            new Caps(),
            event -> {
              SensorJson.write(event);
              events[0]++;
            });
    CaptureReader reader = new CaptureReader(sensor);
    byte[] piece = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(capture)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        reader.feed(piece, 0, read);
      }
    }
    sensor.finish();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    return new Figure(sensor.packets(), events[0], cpuSeconds, seconds);
  }
}
