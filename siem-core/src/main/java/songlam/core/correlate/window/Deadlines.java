package songlam.core.correlate.window;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Moments at which something waits to be judged, the next first. */
final class Deadlines {
  private final PriorityQueue<Deadline> waiting = new PriorityQueue<>();

  /**
   * @param number in which order those of one moment were set
   */
  record Deadline(long at, long number, String key) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  void add(Deadline deadline) {
    waiting.add(deadline);
  }

  /** The next one that has come, taken out; null when none has. */
  @Nullable Deadline pollUntil(long time) {
    Deadline next = waiting.peek();
    return next != null && next.at <= time ? waiting.poll() : null;
  }

  long next() {
    Deadline next = waiting.peek();
    return next == null ? Long.MAX_VALUE : next.at;
  }
}
