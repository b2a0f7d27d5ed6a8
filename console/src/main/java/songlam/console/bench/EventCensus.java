package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Looks at every stored event of a demo once. For one thread. */
final class EventCensus {
  private final Map<String, Long> ahead = new TreeMap<>();
  private final Map<String, Long> unmarked = new TreeMap<>();
  private final Map<String, Long> bySource = new TreeMap<>();
  private long all;
  private Instant oldest = Instant.MAX;

  /**
   * Everything stored up to now.
   *
   * @param from older events are not looked at
   */
  static EventCensus of(Target demo, Instant from, Instant to) {
    EventCensus census = new EventCensus();
    demo.eachPage(
        "/api/v1/events?histogram=false&from=" + from + "&to=" + to,
        item -> census.add(item.path("event")));
    return census;
  }

  /** One event as the API tells it. */
  void add(JsonNode event) {
    Instant at = Instant.parse(event.path("@timestamp").asText());
    Instant received = Instant.parse(event.path("event").path("ingested").asText());
    String source = event.path("songlam").path("source").asText();
    all++;
    bySource.merge(source, 1L, Long::sum);
    oldest = at.isBefore(oldest) ? at : oldest;
    if (at.isAfter(received)) {
      ahead.merge(source, 1L, Long::sum);
    }
    if (!event.path("songlam").path("simulated").asBoolean()) {
      unmarked.merge(source, 1L, Long::sum);
    }
  }

  /** Puts the figures beside what a demo is to show. */
  void judge(Sheet sheet, Instant begin) {
    sheet.add("events stored", all, "");
    double hours = all == 0 ? 0 : (begin.toEpochMilli() - oldest.toEpochMilli()) / 3_600_000.0;
    sheet.atLeast("hours of the past in them", Math.round(hours), 24, "h");
    sheet.exactly("events later than when they came in", sum(ahead), 0, "");
    sheet.exactly("events without the mark of the simulation", sum(unmarked), 0, "");
    sheet.note("events by input: " + bySource);
    if (!ahead.isEmpty() || !unmarked.isEmpty()) {
      sheet.note("ahead of their time: " + ahead + ", without the mark: " + unmarked);
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
