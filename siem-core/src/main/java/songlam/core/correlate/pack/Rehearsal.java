package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;

/**
 * A stretch of events through detector and packs in one go, on the caller's thread and by the
 * events' own clock: what it would have raised, had every event come at once. Keeps nothing between
 * two runs.
 */
public final class Rehearsal {
  private static final long STEP = 500;
  private static final long CLOSE = 60_000;
  private static final long FAR_STEP = 30_000;

  /** Longer pauses between two events are cut short: whatever waits has ended by then. */
  private static final long LONGEST_PAUSE = 2 * 24 * 3_600_000L;

  private static final long DELAY = 5;
  private static final long LATENESS = 500;

  private final Map<Pack, ContainedRules> packs = new LinkedHashMap<>();
  private final Detector detector;

  /**
   * Compiles the packs.
   *
   * @throws songlam.core.config.ConfigException when the DRL of one does not compile
   */
  public Rehearsal(List<Pack> packs, Detector detector) {
    packs.forEach(pack -> this.packs.put(pack, RuleBase.compile(pack)));
    this.detector = detector;
  }

  /**
   * The alerts, each as it stood at the end, in the order they were first raised within their pack.
   *
   * @param events finished ones in any order; they are put in the order of their times
   * @param settle how long to go on after the last event, milliseconds
   * @throws IllegalStateException when code of a pack had to be switched off on the way
   */
  public List<Alert> run(List<Event> events, long settle) {
    List<Detected> stream = detected(events);
    List<Alert> all = new ArrayList<>();
    packs.forEach(
        (pack, rules) -> {
          Map<String, Alert> alerts = new LinkedHashMap<>();
          AlertSink sink = alert -> alerts.put(alert.id(), alert);
          try (PackEngine engine =
              new PackEngine(pack, rules, sink, _ -> true, new Surroundings() {})) {
            play(engine, stream, settle);
            if (!engine.failed().isEmpty()) {
              throw new IllegalStateException(pack.id() + ": " + engine.failed());
            }
          }
          all.addAll(alerts.values());
        });
    return all;
  }

  private List<Detected> detected(List<Event> events) {
    List<Event> inOrder = new ArrayList<>(events);
    inOrder.sort(Comparator.comparingLong(Event::timestamp));
    List<Detected> stream = new ArrayList<>();
    for (Event event : inOrder) {
      List<RuleRef> rules = detector.detect(event);
      Event marked = rules.isEmpty() ? event : Findings.marked(event, rules);
      Event numbered = marked.toBuilder().build(new EventId("rehearsal", 0, stream.size(), 0));
      long received = event.timestamp() + DELAY;
      stream.add(new Detected(numbered, rules, stream.size(), received, RawRecord.LIVE, LATENESS));
    }
    return stream;
  }

  private static void play(PackEngine engine, List<Detected> stream, long settle) {
    if (stream.isEmpty()) {
      return;
    }
    long clock = stream.getFirst().receivedAt();
    for (Detected detected : stream) {
      clock = pass(engine, clock, detected.receivedAt());
      engine.on(detected);
    }
    pass(engine, clock, clock + settle);
  }

  /** Lets time go by: in the platform's steps at first, in long ones when nothing happens. */
  private static long pass(PackEngine engine, long from, long to) {
    long end = Math.min(to, from + LONGEST_PAUSE);
    for (long at = from + STEP; at <= end; at += at < from + CLOSE ? STEP : FAR_STEP) {
      engine.tick(at);
    }
    return to;
  }
}
