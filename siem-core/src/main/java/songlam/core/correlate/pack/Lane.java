package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;

/**
 * Puts the events of one session in order: held until the watermark has passed them, let go by
 * event time, then event id. What comes behind what was let go is late and goes elsewhere.
 */
final class Lane {
  private static final int MOST_HELD = 200_000;
  private static final Comparator<Event> IN_ORDER = new EventOrder();

  private final PriorityQueue<Event> held = new PriorityQueue<>(IN_ORDER);
  private final Origins origins;
  private final Stream stream;
  private final Consumer<Detected> late;
  private long released = Long.MIN_VALUE;
  private long heardAt = Long.MIN_VALUE;
  private long hurried;

  /**
   * @param live whether this is the stream of what happens now
   * @param late takes what is late here
   */
  Lane(Stream stream, boolean live, Consumer<Detected> late) {
    this.stream = stream;
    this.origins = new Origins(live);
    this.late = late;
  }

  void on(Detected detected) {
    Event event = detected.event();
    heardAt = Math.max(heardAt, detected.receivedAt());
    String source = event.text(EcsField.SONGLAM_SOURCE);
    origins.heard(
        source == null ? "" : source,
        event.origin(),
        event.timestamp(),
        detected.receivedAt(),
        detected.latenessMillis());
    if (event.timestamp() < released) {
      late.accept(detected);
    } else {
      held.add(event);
    }
    release(origins.watermark(detected.receivedAt()));
    if (held.size() > MOST_HELD) {
      hurried++;
      release(Objects.requireNonNull(held.peek()).timestamp());
    }
  }

  /** Takes what is late even here, by the time it has come to. */
  void squeezeIn(Event event) {
    stream.on(event);
  }

  void tick(long at) {
    release(origins.watermark(at));
  }

  /** Lets go of what happened up to this moment, whatever else may come. */
  void release(long watermark) {
    while (!held.isEmpty() && held.peek().timestamp() <= watermark) {
      stream.on(held.remove());
    }
    if (watermark > released) {
      released = watermark;
      stream.advance(watermark);
    }
  }

  /** Nothing more comes: lets all go and ends what is open. */
  void finish() {
    while (!held.isEmpty()) {
      stream.on(held.remove());
    }
    stream.finish();
  }

  Stream stream() {
    return stream;
  }

  /** Wall clock of the latest event, from the journal. */
  long heardAt() {
    return heardAt;
  }

  /** Events that were let go early for want of room. */
  long hurried() {
    return hurried;
  }

  void save(StateWriter out) {
    out.number(released).number(heardAt).number(hurried);
    origins.save(out);
    List<Event> waiting = new ArrayList<>(held);
    waiting.sort(IN_ORDER);
    out.number(waiting.size());
    waiting.forEach(out::event);
    stream.save(out);
  }

  void restore(StateReader in) {
    released = in.number();
    heardAt = in.number();
    hurried = in.number();
    origins.restore(in);
    for (long left = in.number(); left > 0; left--) {
      held.add(Objects.requireNonNull(in.event()));
    }
    stream.restore(in);
  }
}
