package songlam.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.pack.EventOrder;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/** Whatever comes in leaves in order, whole, and with little of it in memory. */
class EventSpoolTest {
  @Test
  void whatComesInOrderIsOneStretchHoweverLong() throws IOException {
    List<Event> events = LongStream.range(0, 1_000).mapToObj(i -> event(i, i)).toList();
    try (EventSpool spool = filled(events)) {
      assertEquals(1, spool.stretches());
      assertEquals(ids(events), ids(drained(spool)));
      assertEquals(1, spool.stretches());
    }
  }

  @Test
  void whatIsOutOfOrderIsSortedAsInMemory() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Event> events = new ArrayList<>();
      for (long i = 0; i < 500; i++) {
        events.add(event(random.nextInt(100), i));
      }
      List<Event> expected = new ArrayList<>(events);
      expected.sort(new EventOrder());
      try (EventSpool spool = filled(events)) {
        List<Event> drained = drained(spool);
        assertTrue(spool.stretches() > 10, "it did go to the file");
        assertEquals(ids(expected), ids(drained), "seed " + seed);
        assertEquals(
            expected.getFirst().text(EcsField.MESSAGE), drained.getFirst().text(EcsField.MESSAGE));
      }
    }
  }

  @Test
  void newestFirstToo() throws IOException {
    List<Event> events =
        new ArrayList<>(LongStream.range(0, 300).mapToObj(i -> event(300 - i, i)).toList());
    try (EventSpool spool = filled(events)) {
      List<String> drained = ids(drained(spool));
      Collections.reverse(events);
      assertEquals(ids(events), drained);
    }
  }

  @Test
  void fewStayInMemory() throws IOException {
    try (EventSpool spool = filled(List.of(event(2, 0), event(1, 1)))) {
      assertEquals(List.of(1L, 2L), drained(spool).stream().map(Event::timestamp).toList());
      assertEquals(0, spool.stretches());
    }
  }

  private static EventSpool filled(List<Event> events) throws IOException {
    EventSpool spool = new EventSpool(10);
    for (Event event : events) {
      spool.add(event);
    }
    return spool;
  }

  private static List<Event> drained(EventSpool spool) throws IOException {
    List<Event> all = new ArrayList<>();
    spool.drain(all::add);
    return all;
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::documentId).toList();
  }

  private static Event event(long time, long number) {
    EventBuilder event = new EventBuilder().timestamp(time).set(EcsField.MESSAGE, "no " + number);
    if (number % 7 == 0) {
      event.documentId("own-" + number % 50 + "-" + number);
    }
    return event.build(new EventId("file", 0, number, 0));
  }
}
