package songlam.console.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.EventOrder;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventCodec;

/**
 * Puts events in the order of {@link EventOrder}, however many there are and however they come. As
 * long as they are few they stay in memory; beyond that they go to one temporary file, as stretches
 * that are in order each, which are merged as they are read. What comes in order is one stretch,
 * written once and read once. Nothing is left out. One thread.
 */
final class EventSpool implements AutoCloseable {
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_BYTES = 32 << 20;
  private static final int READ_AHEAD = 32 << 20;
  private static final int LEAST_AHEAD = 4 << 10;
  private static final int MOST_AHEAD = 64 << 10;
  private static final Comparator<Event> ORDER = new EventOrder();
  private static final @Nullable EcsField[] FIELDS = EventCodec.fields(EventCodec.vocabulary());

  private final int mostWaiting;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private long bytesWaiting;
  private long written;
  private @Nullable FileChannel file;

  /** An event, and itself as bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(Event event, byte[] bytes) {}

  /** A part of the file in which the events are in order. */
  private record Stretch(long from, long to, Event last) {}

  EventSpool() {
    this(MOST_WAITING);
  }

  /**
   * @param mostWaiting so many events are kept in memory
   */
  EventSpool(int mostWaiting) {
    this.mostWaiting = mostWaiting;
  }

  /**
   * Takes an event.
   *
   * @throws IOException when the temporary file cannot be written
   */
  void add(Event event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    EventCodec.write(event, new DataOutputStream(bytes));
    waiting.add(new Waiting(event, bytes.toByteArray()));
    bytesWaiting += bytes.size();
    if (waiting.size() >= mostWaiting || bytesWaiting >= MOST_BYTES) {
      write();
    }
  }

  /**
   * Gives all events in order.
   *
   * @throws IOException when the temporary file cannot be written or read
   */
  void drain(Consumer<Event> out) throws IOException {
    if (stretches.isEmpty()) {
      sort();
      waiting.forEach(one -> out.accept(one.event()));
      return;
    }
    write();
    int ahead = Math.clamp(READ_AHEAD / stretches.size(), LEAST_AHEAD, MOST_AHEAD);
    PriorityQueue<Reading> heads = new PriorityQueue<>();
    for (int number = 0; number < stretches.size(); number++) {
      Reading reading = new Reading(number, stretches.get(number), ahead);
      if (reading.next()) {
        heads.add(reading);
      }
    }
    while (!heads.isEmpty()) {
      Reading first = heads.remove();
      out.accept(first.event());
      if (first.next()) {
        heads.add(first);
      }
    }
  }

  /** Into how many stretches the file is cut, 0 as long as memory is enough. */
  int stretches() {
    return stretches.size();
  }

  private void sort() {
    waiting.sort(Comparator.comparing(Waiting::event, ORDER));
  }

  private void write() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    sort();
    long from = written;
    if (!stretches.isEmpty()
        && ORDER.compare(stretches.getLast().last(), waiting.getFirst().event()) <= 0) {
      from = stretches.removeLast().from();
    }
    FileChannel channel = channel();
    for (Waiting one : waiting) {
      ByteBuffer bytes = ByteBuffer.wrap(one.bytes());
      while (bytes.hasRemaining()) {
        written += channel.write(bytes, written);
      }
    }
    stretches.add(new Stretch(from, written, waiting.getLast().event()));
    waiting.clear();
    bytesWaiting = 0;
  }

  private FileChannel channel() throws IOException {
    FileChannel known = file;
    if (known == null) {
      Path path = Files.createTempFile("songlam-detect", ".events");
      known =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = known;
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** A stretch on its way out; of two with equal events the earlier one is first. */
  private final class Reading implements Comparable<Reading> {
    private final int number;
    private final DataInputStream in;
    private @Nullable Event event;

    Reading(int number, Stretch stretch, int ahead) throws IOException {
      this.number = number;
      this.in =
          new DataInputStream(
              new BufferedInputStream(new Part(channel(), stretch.from(), stretch.to()), ahead));
    }

    boolean next() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        return false;
      }
      in.reset();
      event = EventCodec.read(in, FIELDS);
      return true;
    }

    Event event() {
      if (event == null) {
        throw new IllegalStateException("nothing read yet");
      }
      return event;
    }

    @Override
    public int compareTo(Reading other) {
      int byEvent = ORDER.compare(event(), other.event());
      return byEvent != 0 ? byEvent : Integer.compare(number, other.number);
    }
  }

  /** A part of the file as a stream. */
  private static final class Part extends InputStream {
    private final FileChannel file;
    private final long to;
    private long at;

    Part(FileChannel file, long from, long to) {
      this.file = file;
      this.at = from;
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (at >= to) {
        return -1;
      }
      int wanted = (int) Math.min(length, to - at);
      int got = file.read(ByteBuffer.wrap(bytes, offset, wanted), at);
      if (got < 0) {
        throw new EOFException("temporary file: cut short at " + at + " (expected: " + to + ")");
      }
      at += got;
      return got;
    }
  }
}
