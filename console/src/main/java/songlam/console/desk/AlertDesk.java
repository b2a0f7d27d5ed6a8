package songlam.console.desk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.incident.Grouping;
import songlam.core.incident.Incident;
import songlam.core.incident.IncidentChange;
import songlam.core.incident.TriageState;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/**
 * Takes alerts as the packs raise them: stores them, folds them into incidents, tells pages and the
 * outbox. Holds on to them while the store is away. One thread of its own.
 */
public final class AlertDesk implements AlertSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
  private static final long GAP_MILLIS = 45 * 60_000L;
  private static final int BATCH = 500;
  private static final int RESTORED = 200;

  private final AlertStore alerts;
  private final IncidentStore incidents;
  private final RuleControl control;
  private final Consumer<StoredAlert> onAlert;
  private final Consumer<StoredIncident> onIncident;
  private final Grouping grouping = new Grouping(GAP_MILLIS);
  private final LinkedBlockingQueue<Alert> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param onAlert hears of each alert after it is stored
   * @param onIncident hears of each incident after it is stored
   */
  public AlertDesk(
      AlertStore alerts,
      IncidentStore incidents,
      RuleControl control,
      Consumer<StoredAlert> onAlert,
      Consumer<StoredIncident> onIncident) {
    this.alerts = alerts;
    this.incidents = incidents;
    this.control = control;
    this.onAlert = onAlert;
    this.onIncident = onIncident;
    this.thread = Thread.ofPlatform().name("alert-desk").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void raise(Alert alert) {
    queue.add(alert);
  }

  /** Alerts that wait for the store. */
  public int waiting() {
    return queue.size();
  }

  private void run() {
    try {
      patiently(this::restore);
      while (!closing || !queue.isEmpty()) {
        Alert first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Alert> batch = new ArrayList<>(List.of(first));
          queue.drainTo(batch, BATCH);
          List<Alert> latest = latestOfEach(batch);
          if (!patiently(() -> take(latest))) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An alert that grew several times in one batch is written once, as it is now. */
  private static List<Alert> latestOfEach(List<Alert> batch) {
    Map<String, Alert> latest = new LinkedHashMap<>();
    batch.forEach(alert -> latest.put(alert.id(), alert));
    return List.copyOf(latest.values());
  }

  private void restore() {
    Set<TriageState> open =
        Set.of(TriageState.NEW, TriageState.ACKNOWLEDGED, TriageState.IN_PROGRESS);
    for (StoredIncident stored :
        incidents.search(new IncidentSearch(open, Set.of(), RESTORED, null)).items()) {
      List<Alert> members = new ArrayList<>();
      stored
          .incident()
          .alerts()
          .forEach(id -> alerts.get(id).ifPresent(a -> members.add(a.alert())));
      if (!members.isEmpty()) {
        grouping.restore(stored.incident().id(), members);
      }
    }
  }

  private void take(List<Alert> batch) {
    alerts.put(batch);
    Set<String> touched = new HashSet<>();
    for (Alert alert : batch) {
      if (control.isMuted(alert)) {
        alerts.mute(alert.id(), true);
      } else {
        grouping.fold(alert).forEach(change -> apply(change, touched));
      }
      grouping.forget(alert.lastSeen() - GAP_MILLIS);
    }
    touched.forEach(id -> incidents.get(id).ifPresent(onIncident));
    batch.forEach(alert -> alerts.get(alert.id()).ifPresent(onAlert));
  }

  private void apply(IncidentChange change, Set<String> touched) {
    switch (change) {
      case IncidentChange.Grown(Incident incident) -> {
        incidents.put(incident);
        alerts.link(incident.alerts(), incident.id());
        touched.add(incident.id());
      }
      case IncidentChange.Merged(String incident, String into) -> {
        incidents.merge(incident, into);
        touched.add(incident);
      }
    }
  }

  /** Tries until the store answers; false when we are closing before it does. */
  private boolean patiently(Runnable work) throws InterruptedException {
    while (true) {
      try {
        work.run();
        return true;
      } catch (StoreAwayException e) {
        if (closing) {
          return false;
        }
        Thread.sleep(500);
      } catch (RuntimeException e) {
        LOG.error("an alert could not be filed", e);
        return true;
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
