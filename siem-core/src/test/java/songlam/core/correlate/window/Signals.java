package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.query.Query;

/** Streams of events that stand for parts of correlations, and a watch fed with them. */
final class Signals {
  static final long START = 1_795_489_200_000L;

  private Signals() {}

  /** Which part ({@code 0}, {@code 1} …), whose, with what value. */
  static Event event(long at, int number, int part, String key, long value) {
    return new EventBuilder()
        .timestamp(START + at)
        .origin("t")
        .set(EcsField.EVENT_ACTION, Integer.toString(part))
        .set(EcsField.USER_NAME, key)
        .set(EcsField.SOURCE_BYTES, value)
        .build(new EventId("n1", 0, number, 0));
  }

  /** In the order of time, many of them at the same moment. */
  static List<Event> random(Random random, int count, int parts, int keys) {
    List<Event> events = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += random.nextInt(3) == 0 ? 0 : random.nextInt(random.nextInt(20) == 0 ? 9_000 : 900);
      events.add(
          event(at, i, random.nextInt(parts), "k" + random.nextInt(keys), random.nextInt(9)));
    }
    return events;
  }

  static int part(Event event) {
    return Integer.parseInt(String.valueOf(event.text(EcsField.EVENT_ACTION)));
  }

  static String key(Event event) {
    return String.valueOf(event.text(EcsField.USER_NAME));
  }

  static long value(Event event) {
    return event.number(EcsField.SOURCE_BYTES, 0);
  }

  static long at(Event event) {
    return event.timestamp() - START;
  }

  /** One correlation over so many kinds of events. */
  static Correlated one(Shape shape, long window, int parts) {
    List<Correlated.Base> bases = new ArrayList<>();
    Map<Integer, Correlated.Reading> readings = new HashMap<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = i;
      bases.add(event -> part(event) == part);
      readings.put(i, reading());
      numbers.add(i);
    }
    return new Correlated(
        bases,
        List.of(new Correlated.Node(shape, window, numbers, readings)),
        new Query.Everything(),
        shape.toString());
  }

  static Correlated.Reading reading() {
    return new Correlated.Reading(
        event -> event.text(EcsField.USER_NAME), event -> event.text(EcsField.SOURCE_BYTES));
  }

  /**
   * What a watch says, as {@code key@time}; looked at each second as a stream does.
   *
   * @param cutAt where it is saved and another one goes on, none when negative
   */
  static List<String> said(Correlated correlated, List<Event> events, int cutAt) {
    List<String> said = new ArrayList<>();
    Watch watch = Watch.of(correlated);
    long looked = 0;
    for (int i = 0; i < events.size(); i++) {
      if (i == cutAt) {
        watch = moved(watch, correlated);
      }
      for (; looked + 1_000 <= at(events.get(i)); looked += 1_000) {
        watch.advance(START + looked + 1_000, sighting -> said.add(text(sighting)));
      }
      watch.on(events.get(i), sighting -> said.add(text(sighting)));
    }
    for (int i = 0; i < 60; i++, looked += 1_000) {
      watch.advance(START + looked + 1_000, sighting -> said.add(text(sighting)));
    }
    return said;
  }

  private static Watch moved(Watch watch, Correlated correlated) {
    StateWriter out = new StateWriter();
    watch.save(out);
    Watch next = Watch.of(correlated);
    next.restore(new StateReader(out.finish()));
    return next;
  }

  private static String text(Sighting sighting) {
    return sighting.key() + "@" + (sighting.at() - START);
  }
}
