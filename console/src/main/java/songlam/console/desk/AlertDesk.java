package songlam.console.desk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentStore;
import songlam.core.store.Recent;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/**
 * Takes alerts as the packs raise them: stores them, folds them into incidents, tells pages and the
 * outbox. What is new goes at once; what only grows goes together, once a second or, when that is a
 * lot, for one part in twenty of the time: it is written whole however little of it is new. Holds
 * on to them while the store is away, each as it was last. One thread of its own.
 */
public final class AlertDesk implements AlertSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
  private static final long RETRY_MILLIS = 500;
  private static final long ROOM_MILLIS = 1_000;

  /** After an outage many wait: requests to the store stay of a size that is answered at once. */
  private static final int FILED_AT_ONCE = 500;

  private static final long GROWTH_EVERY_MILLIS = 1_000;
  private static final int GROWTH_SHARE = 20;

  /** After a store that was away, and so took very long, people do not wait that long. */
  private static final long GROWTH_WITHIN_MILLIS = 20_000;

  private static final int REMEMBERED = 20_000;

  /** Of the desk's thread: what is to be kept and could not be. */
  private final List<Settling> unkept = new ArrayList<>();

  private final Filing filing;
  private final Thread thread;
  private final Caps caps;
  private Map<String, Alert> waiting = new LinkedHashMap<>();
  private final Map<String, Alert> growing = new LinkedHashMap<>();
  private final Map<String, Standing> filed = new Recent<>(REMEMBERED);
  private long growthNotBefore = System.nanoTime();
  private List<Settling> settling = new ArrayList<>();

  /** Packs with alerts that were filed since incidents were. For the desk's own thread. */
  private final Set<String> withoutIncidents = new HashSet<>();

  private final LongAdder refusedAlerts = new LongAdder();
  private final LongAdder refusedIncidents = new LongAdder();
  private boolean closing;

  /**
   * @param onAlert hears of each alert after it is stored
   * @param onIncident hears of each incident after it is stored
   */
  public AlertDesk(
      AlertStore alerts,
      IncidentStore incidents,
      RuleControl control,
      Consumer<StoredAlert> onAlert,
      Consumer<StoredIncident> onIncident,
      Caps caps) {
    this.caps = caps;
    this.filing = new Filing(alerts, incidents, control, onAlert, onIncident);
    this.thread = Thread.ofPlatform().name("alert-desk").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** While too many wait, the one who raises is slowed down to one alert a second. */
  @Override
  public synchronized void raise(Alert alert) {
    Alert first = waiting.get(alert.id());
    Alert before = first == null ? growing.get(alert.id()) : first;
    boolean isHere = before != null;
    if (before != null && alert.late() && !before.late()) {
      // What the live stream tells stands over what was found late.
      return;
    }
    if (!isHere && waiting() >= Cap.DESK_QUEUE.limit()) {
      caps.reached(Cap.DESK_QUEUE);
      waitForRoom();
    }
    if (waiting.containsKey(alert.id()) || !Standing.of(alert).equals(filed.get(alert.id()))) {
      growing.remove(alert.id());
      waiting.put(alert.id(), alert);
    } else {
      growing.put(alert.id(), alert);
    }
    notifyAll();
  }

  private synchronized void waitForRoom() {
    long end = System.nanoTime() + ROOM_MILLIS * 1_000_000;
    try {
      for (long left = ROOM_MILLIS;
          left > 0 && !closing && waiting() >= Cap.DESK_QUEUE.limit();
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void settle(String pack, Runnable kept) {
    settling.add(new Settling(pack, kept));
    notifyAll();
  }

  /** Alerts that wait for the store. */
  public synchronized int waiting() {
    return waiting.size() + growing.size();
  }

  /** Alerts since the start that the store would not take, each named in the log. */
  public long refusedAlerts() {
    return refusedAlerts.sum();
  }

  /** Incidents since the start that the store would not take, each named in the log. */
  public long refusedIncidents() {
    return refusedIncidents.sum();
  }

  /** What of an alert people must hear of at once when it changes. */
  private record Standing(Condition condition, Severity severity) {
    static Standing of(Alert alert) {
      return new Standing(alert.condition(), alert.severity());
    }
  }

  /** A pack that waits until what it has raised is kept. */
  private record Settling(String pack, Runnable kept) {}

  /**
   * What came in since the last time.
   *
   * @param growth whether all that only grows is among it
   */
  private record Batch(List<Alert> alerts, List<Settling> settling, boolean growth) {}

  private void run() {
    try {
      patiently(filing::restore);
      for (Batch batch = next(); batch != null; batch = next()) {
        long began = System.nanoTime();
        for (List<Alert> slice : slices(batch.alerts())) {
          if (!file(slice)) {
            return;
          }
          remember(slice);
        }
        if (batch.growth()) {
          growthTook(System.nanoTime() - began);
        }
        boolean isAwaited =
            batch.settling().stream().map(Settling::pack).anyMatch(withoutIncidents::contains);
        if ((isAwaited || filing.incidentsDueIn() <= 0) && !fileIncidents()) {
          return;
        }
        settle(batch.settling());
      }
      fileIncidents();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What cannot be written down now, on a full disk say, is tried again with the next batch. */
  private void settle(List<Settling> batch) {
    List<Settling> all = new ArrayList<>(unkept);
    all.addAll(batch);
    unkept.clear();
    for (Settling one : all) {
      try {
        one.kept().run();
      } catch (RuntimeException e) {
        LOG.error(
            "what pack {} knows could not be kept, and is read again after a crash", one.pack(), e);
        unkept.add(one);
      }
    }
  }

  /** Waits for the next batch, or until incidents are due; null when there will be none. */
  private synchronized @Nullable Batch next() throws InterruptedException {
    while (waiting.isEmpty() && settling.isEmpty()) {
      if (closing && growing.isEmpty()) {
        return null;
      }
      long left = closing ? 0 : Math.min(filing.incidentsDueIn(), growthDueIn());
      if (left <= 0) {
        break;
      }
      wait(left == Long.MAX_VALUE ? 0 : left);
    }
    boolean growth = closing || growthDueIn() <= 0;
    Set<String> awaited = new HashSet<>();
    settling.forEach(one -> awaited.add(one.pack()));
    growing
        .values()
        .removeIf(
            alert -> {
              boolean goes = growth || awaited.contains(alert.pack());
              if (goes) {
                waiting.put(alert.id(), alert);
              }
              return goes;
            });
    Batch batch = new Batch(List.copyOf(waiting.values()), settling, growth);
    waiting = new LinkedHashMap<>();
    settling = new ArrayList<>();
    notifyAll();
    return batch;
  }

  private long growthDueIn() {
    if (growing.isEmpty()) {
      return Long.MAX_VALUE;
    }
    // Whoever raises must not wait for room while the desk has time.
    boolean isFull = waiting() >= Cap.DESK_QUEUE.limit();
    return isFull ? 0 : (growthNotBefore - System.nanoTime()) / 1_000_000;
  }

  private synchronized void growthTook(long nanos) {
    growthNotBefore = System.nanoTime() + growthPause(nanos / 1_000_000) * 1_000_000;
  }

  /** Milliseconds until growth is written again, when it took so long. */
  static long growthPause(long took) {
    return Math.clamp((GROWTH_SHARE - 1) * took, GROWTH_EVERY_MILLIS, GROWTH_WITHIN_MILLIS);
  }

  private static List<List<Alert>> slices(List<Alert> alerts) {
    List<List<Alert>> slices = new ArrayList<>();
    for (int from = 0; from < alerts.size(); from += FILED_AT_ONCE) {
      slices.add(alerts.subList(from, Math.min(alerts.size(), from + FILED_AT_ONCE)));
    }
    return slices;
  }

  private synchronized void remember(List<Alert> slice) {
    slice.forEach(alert -> filed.put(alert.id(), Standing.of(alert)));
    slice.forEach(alert -> withoutIncidents.add(alert.pack()));
  }

  /** Files all; when one of them cannot be filed for a reason of its own, the others are. */
  private boolean file(List<Alert> batch) throws InterruptedException {
    try {
      return patiently(() -> filing.take(batch));
    } catch (RuntimeException together) {
      for (Alert alert : batch) {
        try {
          if (!patiently(() -> filing.take(List.of(alert)))) {
            return false;
          }
        } catch (RuntimeException alone) {
          LOG.error("alert {} could not be filed", alert.id(), alone);
          refusedAlerts.increment();
        }
      }
      return true;
    }
  }

  private boolean fileIncidents() throws InterruptedException {
    withoutIncidents.clear();
    try {
      return patiently(filing::fileIncidents);
    } catch (RuntimeException together) {
      return patiently(() -> refusedIncidents.add(filing.fileEachIncident()));
    }
  }

  /** Tries until the store answers; false when we are closing before it does. */
  private boolean patiently(Runnable work) throws InterruptedException {
    while (true) {
      try {
        work.run();
        return true;
      } catch (StoreAwayException e) {
        synchronized (this) {
          if (closing) {
            return false;
          }
          wait(RETRY_MILLIS);
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join(10_000);
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
