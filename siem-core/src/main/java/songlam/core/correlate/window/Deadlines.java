package songlam.core.correlate.window;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Moments at which something waits to be judged, the next first; as many as there is waiting. */
final class Deadlines {
  private final TreeSet<Deadline> waiting = new TreeSet<>();

  /**
   * @param number in which order those of one moment were set; no two have the same
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

  /** Nothing waits for this one any more. */
  void remove(long at, long number) {
    waiting.remove(new Deadline(at, number, ""));
  }

  /** The next one that has come, taken out; null when none has. */
  @Nullable Deadline pollUntil(long time) {
    return !waiting.isEmpty() && waiting.first().at <= time ? waiting.pollFirst() : null;
  }

  long next() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().at;
  }

  int size() {
    return waiting.size();
  }
}
