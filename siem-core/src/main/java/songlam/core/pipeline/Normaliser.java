package songlam.core.pipeline;

import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;

/** Completes what a parser found: mapping, types, clock, zones. Pure; used by several threads. */
public interface Normaliser {
  /**
   * The finished event.
   *
   * @throws IllegalArgumentException with a sentence when the event cannot be made whole
   */
  Event normalise(EventBuilder builder, RawRecord record, EventId id);
}
