package songlam.core.correlate.window;

import java.util.List;

/**
 * A condition holds for a key, now.
 *
 * @param key group key
 * @param contributing the events that make it hold, oldest first, as far as they are kept
 * @param count how many they are in truth
 * @param distinct different values seen, 0 when not asked for
 * @param sum the sum, 0 when not asked for
 * @param at event time of this sighting
 */
public record Sighting(
    String key, List<Happening> contributing, long count, long distinct, double sum, long at) {
  public Sighting {
    contributing = List.copyOf(contributing);
  }
}
