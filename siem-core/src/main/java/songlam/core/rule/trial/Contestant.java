package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;

/** One of two versions on its way through the events: what it found and what it told of. */
final class Contestant implements AutoCloseable {
  private static final int MOST_ALERTS = 100_000;

  private final Marking marking;
  private final AlertSink heard;
  private final List<PackEngine> engines = new ArrayList<>();
  private final Map<String, Trial.Told> alerts = new LinkedHashMap<>();
  private long findings;
  private long forgotten;

  /**
   * @param marking what this version finds
   * @param heard hears every alert, each time it grows
   */
  Contestant(Marking marking, AlertSink heard, List<Function<AlertSink, PackEngine>> packs) {
    this.marking = marking;
    this.heard = heard;
    packs.forEach(pack -> engines.add(pack.apply(this::raised)));
  }

  /** Whether the version's Sigma rule matched. */
  boolean on(Detected detected) {
    Marking.Marked marked = marking.on(detected.event());
    findings += marked.found() ? 1 : 0;
    Detected seen =
        new Detected(
            marked.event(),
            List.of(),
            detected.offset(),
            detected.receivedAt(),
            detected.session(),
            detected.latenessMillis());
    engines.forEach(engine -> engine.on(seen));
    return marked.found();
  }

  void tick(long at) {
    engines.forEach(engine -> engine.tick(at));
  }

  long findings() {
    return findings;
  }

  /** Alerts by id, the first first. */
  Map<String, Trial.Told> alerts() {
    return alerts;
  }

  /** Alerts there was no room to remember. */
  long forgotten() {
    return forgotten;
  }

  private void raised(Alert alert) {
    if (alert.condition() == Condition.SUPPRESSED) {
      return;
    }
    heard.raise(alert);
    if (alerts.size() >= MOST_ALERTS && !alerts.containsKey(alert.id())) {
      forgotten++;
      return;
    }
    alerts.put(
        alert.id(),
        new Trial.Told(
            alert.id(),
            alert.rule(),
            alert.severity(),
            alert.title(),
            new Text(alert.reason().vi(), alert.reason().en()),
            alert.firstSeen(),
            alert.count()));
  }

  @Override
  public void close() {
    engines.forEach(PackEngine::close);
  }
}
