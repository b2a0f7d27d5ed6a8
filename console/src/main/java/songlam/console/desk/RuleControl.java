package songlam.console.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * What people have decided about rules: switched off, or muted for an entity until a date. Kept in
 * the system store before they hold, also while the search store is away. Safe for many threads.
 */
public final class RuleControl {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFF = "off/";
  private static final String MUTE = "mute/";

  private final SystemStore store;
  private final Clock clock;
  private final Map<String, Off> off = new ConcurrentHashMap<>();
  private volatile Consumer<String> onSwitch = _ -> {};
  private final Map<String, Mute> mutes = new ConcurrentHashMap<>();

  /** A rule that raises nothing, and why. */
  public record Off(String rule, String by, String reason, long at) {}

  /**
   * A rule whose alerts about an entity stay out of the queue, still counted.
   *
   * @param until from then on it holds no alert, nor before then one whose latest event is of that
   *     time or later; wall clock, milliseconds
   */
  public record Mute(
      String id, String rule, String kind, String value, long until, String reason, String by) {}

  public RuleControl(SystemStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    store.scan(
        Family.RULES,
        (key, value) -> {
          if (key.startsWith(OFF)) {
            off.put(key.substring(OFF.length()), decode(value, Off.class));
          } else if (key.startsWith(MUTE)) {
            mutes.put(key.substring(MUTE.length()), decode(value, Mute.class));
          }
        });
  }

  /**
   * Tells the journal now and whenever a rule was switched: a crash between a switch and its entry
   * is made good here.
   *
   * @param listener gets who switched, and asks {@link #off()}
   */
  public void journalTo(Consumer<String> listener) {
    onSwitch = listener;
    listener.accept("");
  }

  public boolean isEnabled(String rule) {
    return !off.containsKey(rule);
  }

  /** The rules that are switched off. */
  public Set<String> off() {
    return Set.copyOf(off.keySet());
  }

  /** Who switched the rule off, and why; empty while it is on. */
  public Optional<Off> off(String rule) {
    return Optional.ofNullable(off.get(rule));
  }

  public void setEnabled(String rule, boolean enabled, String by, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason: empty (expected: why the rule is switched)");
    }
    keep(rule, enabled, by, reason);
    onSwitch.accept(by);
  }

  private synchronized void keep(String rule, boolean enabled, String by, String reason) {
    if (enabled) {
      store.delete(Family.RULES, OFF + rule);
      off.remove(rule);
    } else {
      Off entry = new Off(rule, by, reason, clock.millis());
      store.put(Family.RULES, OFF + rule, encode(entry));
      off.put(rule, entry);
    }
  }

  public Mute mute(String rule, String kind, String value, long until, String reason, String by) {
    if (reason.isBlank() || until <= clock.millis()) {
      throw new IllegalArgumentException("until, reason: (expected: a moment to come, and why)");
    }
    Mute mute = new Mute(UUID.randomUUID().toString(), rule, kind, value, until, reason, by);
    store.put(Family.RULES, MUTE + mute.id(), encode(mute));
    mutes.put(mute.id(), mute);
    return mute;
  }

  /** Ends a mute; returns what it was. */
  public Mute unmute(String id) {
    Mute ended = mutes.get(id);
    if (ended == null) {
      throw new IllegalArgumentException("mute: " + id + " (expected: an existing one)");
    }
    forget(ended);
    return ended;
  }

  /** Mutes that still hold, the first to end first. */
  public List<Mute> mutes() {
    long now = clock.millis();
    List<Mute> current = new ArrayList<>(mutes.values());
    current.removeIf(mute -> mute.until() <= now);
    current.sort(Comparator.comparingLong(Mute::until));
    return current;
  }

  /** Mutes whose time is over and that nobody has ended. */
  List<Mute> over() {
    long now = clock.millis();
    return mutes.values().stream().filter(mute -> mute.until() <= now).toList();
  }

  /** Lets go of a mute whose time is over. */
  void forget(Mute over) {
    store.delete(Family.RULES, MUTE + over.id());
    mutes.remove(over.id());
  }

  /**
   * Whether a mute keeps this alert out of the queue now. A mute shelves: when its time is over
   * nothing stays away for it, however long ago the alert's latest event was.
   */
  public boolean isMuted(Alert alert) {
    long at = Math.max(clock.millis(), alert.lastSeen());
    return mutes.values().stream()
        .filter(mute -> mute.until() > at && mute.rule().equals(alert.rule()))
        .anyMatch(mute -> alert.entities().stream().anyMatch(entity -> concerns(mute, entity)));
  }

  private static boolean concerns(Mute mute, Entity entity) {
    return mute.kind().equals(entity.kind()) && mute.value().equals(entity.value());
  }

  private static byte[] encode(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T decode(byte[] value, Class<T> type) {
    try {
      return JSON.readValue(value, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
