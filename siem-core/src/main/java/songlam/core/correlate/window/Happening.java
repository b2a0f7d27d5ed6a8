package songlam.core.correlate.window;

import songlam.core.event.Event;

/**
 * An event in its turn.
 *
 * @param offset journal offset of its record, for recovery
 */
public record Happening(Event event, long offset) {
  long time() {
    return event.timestamp();
  }
}
