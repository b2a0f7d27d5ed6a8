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
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;

/** One of two versions on its way through the events: what it found and what it told of. */
final class Contestant implements AutoCloseable {
  private static final int MOST_ALERTS = 100_000;

  private final Detector detector;
  private final boolean isSigma;
  private final List<PackEngine> engines = new ArrayList<>();
  private final Map<String, Trial.Told> alerts = new LinkedHashMap<>();
  private long findings;
  private long forgotten;

  /**
   * @param detector finds with this version's rule; for a version of a pack, finds nothing
   * @param isSigma whether findings are of this version, else those the events were stored with
   */
  Contestant(Detector detector, boolean isSigma, List<Function<AlertSink, PackEngine>> packs) {
    this.detector = detector;
    this.isSigma = isSigma;
    packs.forEach(pack -> engines.add(pack.apply(this::raised)));
  }

  /**
   * Whether the version's Sigma rule matched. What it does not match has nothing to say to rules
   * about findings: they never see it, nor does time go on by it.
   */
  boolean on(Detected detected) {
    Event event = detected.event();
    if (isSigma) {
      event = Findings.unmarked(event);
      List<RuleRef> rules = detector.detect(event);
      if (rules.isEmpty()) {
        return false;
      }
      findings++;
      event = Findings.marked(event, rules);
    }
    Detected seen =
        new Detected(
            event,
            List.of(),
            detected.offset(),
            detected.receivedAt(),
            detected.session(),
            detected.latenessMillis());
    engines.forEach(engine -> engine.on(seen));
    return isSigma;
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
