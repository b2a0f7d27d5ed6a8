package songlam.core.correlate.window;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventCodec;
import songlam.core.event.EventId;

/**
 * Reads what {@link StateWriter} wrote, in the same order. For one thread; {@link
 * UncheckedIOException} when the bytes are none of its format.
 */
public final class StateReader {
  private final DataInputStream in;
  private final List<Event> events;

  public StateReader(byte[] bytes) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    this.events = read(() -> table(in));
  }

  private StateReader(DataInputStream in, List<Event> events) {
    this.in = in;
    this.events = events;
  }

  private static List<Event> table(DataInputStream in) throws IOException {
    int format = in.readInt();
    if (format != StateWriter.format()) {
      throw new IOException("format " + format + " (expected: " + StateWriter.format() + ")");
    }
    List<String> vocabulary = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      vocabulary.add(EventCodec.readText(in));
    }
    @Nullable EcsField[] fields = EventCodec.fields(vocabulary);
    List<Event> events = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      events.add(EventCodec.read(in, fields));
    }
    return events;
  }

  public long number() {
    return read(in::readLong);
  }

  public double decimal() {
    return read(in::readDouble);
  }

  public boolean truth() {
    return read(in::readBoolean);
  }

  public String text() {
    return read(() -> EventCodec.readText(in));
  }

  public EventId id() {
    return read(() -> EventCodec.readId(in));
  }

  /** An event, null when there was none. */
  public @Nullable Event event() {
    int place = read(in::readInt);
    return place < 0 ? null : events.get(place);
  }

  /** The next part; what follows it is read here whether or not the part is. */
  public StateReader part() {
    return read(
        () -> {
          byte[] bytes = new byte[in.readInt()];
          in.readFully(bytes);
          return new StateReader(new DataInputStream(new ByteArrayInputStream(bytes)), events);
        });
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
