package songlam.core.correlate.window;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;
import songlam.core.event.EventCodec;
import songlam.core.event.EventId;

/**
 * Writes the state of windows and episodes. An event that several of them hold is written once, in
 * a table of its own, so a part may be skipped by whoever reads it. For one thread.
 */
public final class StateWriter {
  private static final int FORMAT = 10;

  private final Pieces bytes = new Pieces(1 << 10);
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Table table;

  /** The events written so far. */
  private static final class Table {
    private final Map<EventId, Integer> known = new HashMap<>();
    private final Pieces bytes = new Pieces(1 << 16);
    private final DataOutputStream out = new DataOutputStream(bytes);
  }

  public StateWriter() {
    this(new Table());
  }

  private StateWriter(Table table) {
    this.table = table;
  }

  public StateWriter number(long value) {
    return written(() -> out.writeLong(value));
  }

  public StateWriter decimal(double value) {
    return written(() -> out.writeDouble(value));
  }

  public StateWriter truth(boolean value) {
    return written(() -> out.writeBoolean(value));
  }

  public StateWriter text(String value) {
    return written(() -> EventCodec.writeText(value, out));
  }

  public StateWriter id(EventId value) {
    return written(() -> EventCodec.writeId(value, out));
  }

  public StateWriter event(@Nullable Event event) {
    return written(() -> out.writeInt(event == null ? -1 : place(event)));
  }

  /** A part that a reader may pass over. */
  public StateWriter part(Consumer<StateWriter> content) {
    StateWriter part = new StateWriter(table);
    content.accept(part);
    return written(
        () -> {
          out.writeInt(part.bytes.size());
          part.bytes.writeTo(out);
        });
  }

  /** All that was written. */
  public byte[] finish() {
    Pieces all = new Pieces(1 << 14);
    DataOutputStream head = new DataOutputStream(all);
    try {
      head.writeInt(FORMAT);
      List<String> vocabulary = EventCodec.vocabulary();
      head.writeInt(vocabulary.size());
      for (String name : vocabulary) {
        EventCodec.writeText(name, head);
      }
      head.writeInt(table.known.size());
      table.bytes.writeTo(head);
      bytes.writeTo(head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  static int format() {
    return FORMAT;
  }

  private int place(Event event) throws IOException {
    Integer known = table.known.get(event.id());
    if (known == null) {
      known = table.known.size();
      table.known.put(event.id(), known);
      EventCodec.write(event, table.out);
    }
    return known;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private StateWriter written(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
