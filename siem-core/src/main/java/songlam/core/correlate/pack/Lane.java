package songlam.core.correlate.pack;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import songlam.core.correlate.window.Happening;
import songlam.core.pipeline.Detected;

/**
 * Puts the events of one session in order: held until the watermark has passed them, let go by
 * event time, then event id. What comes behind what was let go is late and goes elsewhere.
 */
final class Lane {
  private static final Comparator<Happening> IN_ORDER =
      Comparator.comparingLong((Happening h) -> h.event().timestamp())
          .thenComparing(h -> h.event().id());

  private final PriorityQueue<Happening> held = new PriorityQueue<>(IN_ORDER);
  private final Origins origins = new Origins();
  private final Stream stream;
  private final Consumer<Detected> late;
  private long released = Long.MIN_VALUE;

  Lane(Stream stream, Consumer<Detected> late) {
    this.stream = stream;
    this.late = late;
  }

  void on(Detected detected) {
    origins.heard(
        detected.event().origin(),
        detected.event().timestamp(),
        detected.receivedAt(),
        detected.latenessMillis());
    if (detected.event().timestamp() < released) {
      late.accept(detected);
    } else {
      held.add(new Happening(detected.event(), detected.offset()));
    }
    release(detected.receivedAt());
  }

  void tick(long at) {
    release(at);
  }

  private void release(long receivedAt) {
    long watermark = origins.watermark(receivedAt);
    while (!held.isEmpty() && held.peek().event().timestamp() <= watermark) {
      stream.on(held.remove());
    }
    if (watermark > released) {
      released = watermark;
      stream.advance(watermark);
    }
  }

  Stream stream() {
    return stream;
  }

  long safeOffset(long none) {
    long safe = stream.safeOffset(none);
    for (Happening happening : held) {
      safe = Math.min(safe, happening.offset());
    }
    return safe;
  }
}
