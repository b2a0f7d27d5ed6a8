package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The figures of the tiles over the last twenty minutes, sampled while somebody looks. */
final class Trends {
  private static final long APART_MILLIS = 20_000;
  private static final int KEPT = 60;

  private final Map<String, Line> lines = new HashMap<>();

  private record Line(Deque<Number> values, long[] last) {}

  /** Takes the tile's figure into its line, and gives the line. */
  synchronized JsonArray of(String tile, Number value, long now) {
    Line line = lines.computeIfAbsent(tile, _ -> new Line(new ArrayDeque<>(), new long[1]));
    if (now - line.last()[0] >= APART_MILLIS) {
      line.last()[0] = now;
      line.values().addLast(value);
      if (line.values().size() > KEPT) {
        line.values().removeFirst();
      }
    }
    JsonArray trend = new JsonArray();
    line.values().forEach(trend::add);
    return trend;
  }
}
