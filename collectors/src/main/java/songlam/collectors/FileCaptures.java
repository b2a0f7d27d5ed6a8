package songlam.collectors;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.CaptureReader;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorJson;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.collectors.parse.packet.UdpPayloads;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;
import songlam.core.event.RawRecord;

/** Captures read as the sensor reads an interface: one table of conversations for all of them. */
final class FileCaptures {
  private static final int PIECE = 1 << 18;

  private final Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), this::event);
  private Consumer<RawRecord> out = _ -> {};
  private String name = "";

  /** Returns what is wrong with the capture, or null. */
  @Nullable String read(String from, InputStream in, Consumer<RawRecord> to) throws IOException {
    name = from;
    out = to;
    return feed(in, new CaptureReader(sensor));
  }

  void finish(Consumer<RawRecord> to) {
    out = to;
    sensor.finish();
  }

  private void event(EventBuilder event) {
    byte[] json = SensorJson.write(event);
    out.accept(
        new RawRecord(
            FileInput.SESSION,
            "sensor",
            FileInput.SESSION,
            event.timestamp(),
            name,
            null,
            "",
            json));
  }

  /** The datagrams in a capture; returns what is wrong with it, or null. */
  static @Nullable String datagrams(InputStream in, UdpPayloads.Out out) throws IOException {
    return feed(in, new CaptureReader(new UdpPayloads(out)));
  }

  private static @Nullable String feed(InputStream in, CaptureReader reader) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      reader.feed(piece, 0, read);
    }
    CaptureReader.Problem problem = reader.problemAtEnd();
    return problem == null ? null : problem.detail();
  }
}
