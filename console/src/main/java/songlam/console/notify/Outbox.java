package songlam.console.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.incident.Incident;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Sends a notice for each alert and incident of at least the chosen severity through every channel,
 * once: kept in the system store until delivered, tried again after 5 s, 10 s, 20 s … at most
 * hourly, given up after {@link Cap#OUTBOX_TRIES} or when the receiver will never take it. The last
 * {@link Cap#OUTBOX} stay on record. Safe for many threads.
 */
public final class Outbox {
  static final int MOST_TRIES = Cap.OUTBOX_TRIES.most();

  /** What came late and ended longer ago than this is for the record, not for the night. */
  static final long LATE_MILLIS = 30 * 60_000L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SystemStore store;
  private final Clock clock;
  private final Severity atLeast;
  private final String console;
  private final Caps caps;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<String, Parcel> parcels = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /**
   * @param atLeast the least severity that is sent
   * @param console the console's address, for the links
   */
  public Outbox(
      SystemStore store,
      Clock clock,
      Severity atLeast,
      String console,
      List<Channel> channels,
      Caps caps) {
    this.store = store;
    this.clock = clock;
    this.atLeast = atLeast;
    this.console = console;
    this.caps = caps;
    channels.forEach(channel -> this.channels.put(channel.name(), channel));
    store.scan(Family.OUTBOX, (id, value) -> parcels.put(id, decode(value)));
  }

  /** Takes note of an alert, new or grown; of a late one as long as its last event is recent. */
  public synchronized void offer(Alert alert) {
    if (alert.severity().compareTo(atLeast) < 0 || isPast(alert.late(), alert.lastSeen())) {
      return;
    }
    for (String channel : channels.keySet()) {
      if (!isTold(channel, alert.id())) {
        send(channel, Notice.of(alert, console));
      }
    }
    forgetOldest();
  }

  /**
   * Takes note of an incident, new or grown: it goes out when it reaches the severity, whatever its
   * alerts are, and once under whatever name. One alert that went out itself says it all already;
   * one of late alerts goes out as these do.
   */
  public synchronized void offer(Incident incident) {
    if (incident.severity().compareTo(atLeast) < 0
        || isPast(incident.late(), incident.lastSeen())) {
      return;
    }
    List<String> alerts = incident.alerts();
    for (String channel : channels.keySet()) {
      boolean isTold =
          alerts.stream().anyMatch(alert -> isTold(channel, Incident.openedBy(alert)))
              || (alerts.size() == 1 && isTold(channel, alerts.getFirst()));
      if (!isTold) {
        send(channel, Notice.of(incident, console));
      }
    }
    forgetOldest();
  }

  private boolean isPast(boolean late, long lastSeen) {
    return late && clock.millis() - lastSeen > LATE_MILLIS;
  }

  private boolean isTold(String channel, String id) {
    return parcels.containsKey(channel + "|" + id);
  }

  private void send(String channel, Notice notice) {
    long now = clock.millis();
    String id = channel + "|" + notice.id();
    keep(new Parcel(id, channel, notice, Parcel.WAITING, 0, "", now, now));
  }

  /** Tries what is due; called about every second. */
  public void work() {
    for (Parcel parcel : due()) {
      Channel channel = channels.get(parcel.channel());
      if (channel == null) {
        settle(parcel.failed("the channel is no longer configured", clock.millis(), 0));
        continue;
      }
      channel.deliver(parcel.notice()).whenComplete((_, failure) -> settle(after(parcel, failure)));
    }
  }

  private Parcel after(Parcel parcel, @Nullable Throwable failure) {
    if (failure == null) {
      return parcel.delivered();
    }
    String error = String.valueOf(failure.getMessage());
    return failure instanceof RefusedException
        ? parcel.refused(error)
        : parcel.failed(error, clock.millis(), MOST_TRIES);
  }

  /** What was sent, waits or failed, newest first. */
  public synchronized List<Parcel> record() {
    List<Parcel> all = new ArrayList<>(parcels.values());
    all.sort(Comparator.comparingLong(Parcel::createdAt).reversed());
    return all;
  }

  private synchronized List<Parcel> due() {
    long now = clock.millis();
    List<Parcel> due =
        parcels.values().stream()
            .filter(p -> p.state().equals(Parcel.WAITING) && p.nextTryAt() <= now)
            .filter(p -> !underWay.contains(p.id()))
            .toList();
    due.forEach(parcel -> underWay.add(parcel.id()));
    return due;
  }

  private synchronized void settle(Parcel parcel) {
    underWay.remove(parcel.id());
    if (parcel.state().equals(Parcel.GIVEN_UP) && parcel.tries() >= MOST_TRIES) {
      caps.reached(Cap.OUTBOX_TRIES);
    }
    keep(parcel);
  }

  private void keep(Parcel parcel) {
    parcels.put(parcel.id(), parcel);
    try {
      store.put(Family.OUTBOX, parcel.id(), JSON.writeValueAsBytes(parcel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forgetOldest() {
    if (parcels.size() <= Cap.OUTBOX.limit()) {
      return;
    }
    parcels.values().stream()
        .filter(parcel -> !parcel.state().equals(Parcel.WAITING))
        .sorted(Comparator.comparingLong(Parcel::createdAt))
        .limit(parcels.size() - Cap.OUTBOX.limit())
        .map(Parcel::id)
        .toList()
        .forEach(
            id -> {
              parcels.remove(id);
              caps.reached(Cap.OUTBOX);
              store.delete(Family.OUTBOX, id);
            });
  }

  private static Parcel decode(byte[] value) {
    try {
      return JSON.readValue(value, Parcel.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
