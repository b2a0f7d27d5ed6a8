package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;
import songlam.core.pipeline.Detected;

/** Random streams of events with ticks between them, each time different, each seed the same. */
final class TrialStream {
  static final long START = 1_795_489_200_000L;
  static final long LATENESS = 500;

  private static final String[] ACTIONS = {"a", "a", "a", "b", "b", "c", "d", "x"};

  /** An event or, when there is none, a tick. */
  sealed interface Step {
    record Happened(Detected detected) implements Step {}

    record Ticked(long at) implements Step {}
  }

  private TrialStream() {}

  /** Events at different milliseconds, on time, in the order of time. */
  static List<Event> events(Random random, int count, int keys) {
    List<Event> events = new ArrayList<>();
    long at = START;
    for (int i = 0; i < count; i++) {
      at += 1 + random.nextInt(random.nextInt(40) == 0 ? 30_000 : 500);
      int key = random.nextInt(keys);
      events.add(
          new EventBuilder()
              .timestamp(at)
              .origin("host-" + key % 7)
              .set(EcsField.EVENT_ACTION, ACTIONS[random.nextInt(ACTIONS.length)])
              .set(EcsField.SOURCE_IP, "192.0.2." + key)
              .set(EcsField.USER_NAME, "user-" + random.nextInt(6))
              .set(EcsField.SOURCE_BYTES, (long) random.nextInt(200))
              .set(EcsField.EVENT_END, at + random.nextInt(30_000))
              .set(
                  EcsField.SONGLAM_PLACE_LOCATION,
                  new GeoPoint(18.6 + random.nextInt(10) / 100.0, 105.7))
              .build(new EventId("n1", 0, i, 0)));
    }
    return events;
  }

  /** As they come when each is received up to {@code delay} after it happened. */
  static List<Step> received(List<Event> events, Random random, int delay) {
    record Arrival(Event event, long at) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Event event : events) {
      arrivals.add(new Arrival(event, event.timestamp() + random.nextInt(delay + 1)));
    }
    Collections.shuffle(arrivals, random);
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    List<Step> steps = new ArrayList<>();
    long offset = 0;
    long tick = START;
    for (Arrival arrival : arrivals) {
      for (; tick < arrival.at(); tick += 500, offset++) {
        steps.add(new Step.Ticked(tick));
      }
      EventId id = new EventId("n1", 0, offset, 0);
      Event event = arrival.event().toBuilder().build(id);
      steps.add(
          new Step.Happened(new Detected(event, List.of(), offset++, arrival.at(), "", LATENESS)));
    }
    for (int i = 0; i < 600; i++, tick += 500) {
      steps.add(new Step.Ticked(tick));
    }
    return steps;
  }

  static void feed(PackEngine engine, List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Happened(Detected detected) -> engine.on(detected);
        case Step.Ticked(long at) -> engine.tick(at);
      }
    }
  }
}
