package songlam.core.correlate.window;

import java.util.List;

/**
 * A condition holds for a key, now; or, for one that stands until something lifts it, no longer
 * does.
 *
 * @param key group key
 * @param fresh the events that make it hold and were in no sighting before, oldest first
 * @param distinct different values within the window, 0 when not asked for
 * @param sum the sum within the window, 0 when not asked for
 * @param at event time of this sighting
 * @param over whether the condition has ended
 */
public record Sighting(
    String key, List<Contribution> fresh, long distinct, double sum, long at, boolean over) {
  public Sighting {
    fresh = List.copyOf(fresh);
  }

  static Sighting over(String key, long at) {
    return new Sighting(key, List.of(), 0, 0, at, true);
  }
}
