package songlam.core.correlate.pack;

import java.util.Comparator;
import songlam.core.event.Event;

/**
 * The order in which events of one session are correlated: by event time, then by event id. A
 * client's own id wins over the place in the journal, so that the same documents come in the same
 * order wherever they are sent. What is known by its place keeps the order of its arrival and comes
 * first.
 */
public final class EventOrder implements Comparator<Event> {
  @Override
  public int compare(Event one, Event other) {
    int byTime = Long.compare(one.timestamp(), other.timestamp());
    return byTime != 0 ? byTime : byId(one, other);
  }

  private static int byId(Event one, Event other) {
    boolean own = one.hasOwnDocumentId();
    if (own != other.hasOwnDocumentId()) {
      return own ? 1 : -1;
    }
    int byOwn = own ? one.documentId().compareTo(other.documentId()) : 0;
    return byOwn != 0 ? byOwn : one.id().compareTo(other.id());
  }
}
