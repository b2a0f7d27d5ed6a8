package songlam.console.desk;

import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.Deque;

/** Events per second over the last minutes, sampled every two seconds. */
public final class Pulse {
  private static final int SAMPLES = 60;

  private final Deque<Double> rates = new ArrayDeque<>();
  private long lastCount = -1;
  private long lastAt;

  /** Takes a sample of the running count. */
  public synchronized void sample(long count, long at) {
    if (lastCount >= 0 && at > lastAt) {
      rates.addLast(Math.round((count - lastCount) * 10_000.0 / (at - lastAt)) / 10.0);
      if (rates.size() > SAMPLES) {
        rates.removeFirst();
      }
    }
    lastCount = count;
    lastAt = at;
  }

  public synchronized double perSecond() {
    return rates.isEmpty() ? 0 : rates.getLast();
  }

  public synchronized JsonArray trend() {
    JsonArray trend = new JsonArray();
    rates.forEach(trend::add);
    return trend;
  }
}
