package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.Event;
import songlam.core.event.EventId;

/**
 * Events that came too late for one rule, near each other in event time, until they were looked at
 * together with those that had come on time: when no more come, each time more have come, and a
 * last time when whatever may still come on time to their windows has come. For one thread.
 */
final class LateBundle {
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_KEYS = 200;
  private static final long QUIET_MILLIS = 10_000;
  private static final long PATIENCE_MILLIS = 60_000;

  /** So long after the last window was over, what came on time to it has come. */
  private static final long SETTLED_MILLIS = 60_000;

  private final LateBundles.Place place;
  private final Set<EventId> events = new LinkedHashSet<>();
  private final Set<List<String>> keys = new LinkedHashSet<>();
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /** Whether there are events nobody has begun to look at, and since when. */
  private boolean hasNews;

  private long since;
  private long heardAt = Long.MIN_VALUE;

  /** When somebody began to look at it, by the journal's clock; null when nobody does. */
  private @Nullable Long askedAt;

  private boolean wasLast;
  private boolean isNews;

  /** Whether somebody looks in this life. */
  private boolean handedOn;

  LateBundle(LateBundles.Place place) {
    this.place = place;
  }

  String rule() {
    return place.rule();
  }

  LateBundles.Place place() {
    return place;
  }

  /** Whether it takes no further event. */
  boolean isFull() {
    return events.size() >= MOST_EVENTS || keys.size() >= MOST_KEYS;
  }

  /**
   * A late event.
   *
   * @param key the values of the rule's fields, none where it has none
   * @param at wall clock, milliseconds
   */
  record Arrival(Event event, List<String> key, long at) {}

  /**
   * Takes one more.
   *
   * @return whether it was not here before
   */
  boolean add(Arrival arrival) {
    keys.add(arrival.key());
    from = Math.min(from, arrival.event().timestamp());
    to = Math.max(to, arrival.event().timestamp());
    since = hasNews ? since : arrival.at();
    hasNews = true;
    heardAt = Math.max(heardAt, arrival.at());
    return events.add(arrival.event().id());
  }

  /**
   * Whether it is time to look at it.
   *
   * @param judged the rule
   */
  boolean isDue(long at, Judged judged) {
    if (isAway() || judged.isPatient() && !isSettled(at, judged.window())) {
      return false;
    }
    return hasNews
        ? at - heardAt >= QUIET_MILLIS || at - since >= PATIENCE_MILLIS || isFull()
        : isSettled(at, judged.reach());
  }

  /** Whether some of it is looked at for the first time. */
  boolean isNews() {
    return isNews;
  }

  /** Whether nothing on-time can come to its windows any more. */
  boolean isSettled(long at, long reach) {
    return at >= to + reach + SETTLED_MILLIS;
  }

  /** It is to be looked at now. */
  void asked(long at, long reach) {
    askedAt = at;
    isNews = hasNews;
    hasNews = false;
    wasLast = isSettled(at, reach);
  }

  /** It was looked at; whether that was the last time. */
  boolean isDone() {
    askedAt = null;
    handedOn = false;
    return wasLast && !hasNews;
  }

  boolean isAway() {
    return askedAt != null;
  }

  boolean isAway(String look) {
    return isAway() && look().equals(look);
  }

  /** Names the look that is under way by what no other has: its first event and the moment. */
  String look() {
    return place.rule() + " " + events.iterator().next() + " " + askedAt;
  }

  /** Whether it is to be looked at and nobody does; somebody does from now on. */
  boolean handOn() {
    boolean isOpen = isAway() && !handedOn;
    handedOn |= isOpen;
    return isOpen;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  Set<EventId> events() {
    return events;
  }

  Set<List<String>> keys() {
    return keys;
  }

  void save(StateWriter out) {
    out.text(place.rule()).text(place.condition()).number(place.slot());
    out.number(from).number(to).number(since).number(heardAt);
    out.truth(hasNews).truth(wasLast).truth(askedAt != null);
    if (askedAt != null) {
      out.number(askedAt);
    }
    out.number(events.size());
    events.forEach(out::id);
    out.number(keys.size());
    for (List<String> key : keys) {
      out.number(key.size());
      key.forEach(out::text);
    }
  }

  static LateBundle read(StateReader in) {
    LateBundle bundle = new LateBundle(new LateBundles.Place(in.text(), in.text(), in.number()));
    bundle.from = in.number();
    bundle.to = in.number();
    bundle.since = in.number();
    bundle.heardAt = in.number();
    bundle.hasNews = in.truth();
    bundle.wasLast = in.truth();
    bundle.askedAt = in.truth() ? in.number() : null;
    for (long left = in.number(); left > 0; left--) {
      bundle.events.add(in.id());
    }
    for (long left = in.number(); left > 0; left--) {
      List<String> key = new ArrayList<>();
      for (long parts = in.number(); parts > 0; parts--) {
        key.add(in.text());
      }
      bundle.keys.add(key);
    }
    return bundle;
  }
}
