package songlam.collectors.parse.packet.stream;

import songlam.core.event.Cap;
import songlam.core.event.EventBuilder;

/** The flow a reader belongs to: makes events that name its ends, and takes them when ready. */
public interface Conversation {
  /**
   * An event with the ends of the flow, client as source, and its Community ID.
   *
   * @param dataset for example {@code sensor.dns}
   * @param nanos packet time, nanoseconds since the epoch
   */
  EventBuilder event(String dataset, long nanos);

  void emit(EventBuilder event);

  /** A bound of the flow or its readers was reached. */
  void reached(Cap cap);
}
