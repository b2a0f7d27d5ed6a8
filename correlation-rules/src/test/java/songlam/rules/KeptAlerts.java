package songlam.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;

/**
 * Where alerts are kept over the lives of a platform. Within a life they wait a little before they
 * are kept; what waits when the life ends is lost, as in a process that is killed.
 */
final class KeptAlerts {
  private final Map<String, Alert> kept = new TreeMap<>();
  private final List<String> announced = new ArrayList<>();

  synchronized Map<String, Alert> kept() {
    return new TreeMap<>(kept);
  }

  synchronized List<String> announced() {
    return List.copyOf(announced);
  }

  private synchronized void keep(Alert alert) {
    Alert old = kept.get(alert.id());
    if (old == null) {
      announced.add(alert.id());
    }
    boolean past =
        old != null
            && (old.count() > alert.count()
                || (old.count() == alert.count() && old.condition() == Condition.RETURNED));
    if (!past) {
      kept.put(alert.id(), alert);
    }
  }

  /** The sink of one life. */
  final class Life implements AlertSink {
    private final Map<String, Alert> waiting = new LinkedHashMap<>();
    private final List<Runnable> settling = new ArrayList<>();
    private final List<Runnable> unsettled = new ArrayList<>();
    private boolean dead;
    private boolean buried;

    @Override
    public synchronized void raise(Alert alert) {
      if (!dead) {
        waiting.remove(alert.id());
        waiting.put(alert.id(), alert);
      }
    }

    @Override
    public void settle(String pack, Runnable then) {
      synchronized (this) {
        if (!buried) {
          (dead ? unsettled : settling).add(then);
          return;
        }
      }
      then.run();
    }

    /** Keeps what waits. */
    void keepAll() {
      List<Runnable> settled;
      synchronized (this) {
        waiting.values().forEach(KeptAlerts.this::keep);
        waiting.clear();
        settled = List.copyOf(settling);
        settling.clear();
      }
      settled.forEach(Runnable::run);
    }

    synchronized void die() {
      dead = true;
      waiting.clear();
      unsettled.addAll(settling);
      settling.clear();
    }

    /**
     * The dead life's stores take nothing any more. What still waits there for its alerts to be
     * safe is let go: whatever it writes is lost, and a killed process waits for nothing.
     */
    void bury() {
      List<Runnable> waiters;
      synchronized (this) {
        buried = true;
        waiters = List.copyOf(unsettled);
        unsettled.clear();
      }
      waiters.forEach(Runnable::run);
    }
  }
}
