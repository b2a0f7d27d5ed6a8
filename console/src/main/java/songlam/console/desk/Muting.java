package songlam.console.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.desk.RuleControl.Mute;
import songlam.core.correlate.Condition;
import songlam.core.incident.TriageState;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/**
 * Mutes a rule for an entity so that it is felt at once: the open alerts it concerns leave the
 * queue, and come back when it is taken back or its time is over, whether they go on or not. While
 * the store is away the mute holds all the same; what is to leave or come back does so when the
 * store answers. Blocks; safe for many threads.
 */
public final class Muting {
  private static final Logger LOG = LoggerFactory.getLogger(Muting.class);
  private static final Set<TriageState> OPEN =
      Set.of(TriageState.NEW, TriageState.ACKNOWLEDGED, TriageState.IN_PROGRESS);
  private static final Set<Condition> UNMUTED =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Condition.SHELVED)));
  private static final int PER_PAGE = 500;
  private static final String PLATFORM = "platform";

  private final RuleControl control;
  private final AlertStore alerts;
  private final Shelf shelf;
  private final Consumer<StoredAlert> changed;
  private final Consumer<StoredAlert> calling;
  private final BiConsumer<String, String> audit;

  /** Whether alerts may stand otherwise than the mutes say: nobody knows at the start. */
  private final AtomicBoolean owed = new AtomicBoolean(true);

  /** Alerts that were to leave or come back when no answer came, and whether they were to leave. */
  private final Map<String, Boolean> untold = new ConcurrentHashMap<>();

  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param changed hears of each alert that left the queue, or came back and is over
   * @param calling hears of each alert that came back and goes on
   * @param audit takes who and what of mutes whose time is over
   */
  public Muting(
      RuleControl control,
      AlertStore alerts,
      Consumer<StoredAlert> changed,
      Consumer<StoredAlert> calling,
      BiConsumer<String, String> audit) {
    this.control = control;
    this.alerts = alerts;
    this.shelf = new Shelf(control, alerts);
    this.changed = changed;
    this.calling = calling;
    this.audit = audit;
  }

  /**
   * Mutes.
   *
   * @param until wall clock, milliseconds
   * @throws IllegalArgumentException when the moment is past or there is no reason
   */
  public Mute mute(String rule, String kind, String value, long until, String reason, String by) {
    Mute mute = control.mute(rule, kind, value, until, reason, by);
    orLater(() -> takeAway(mute));
    return mute;
  }

  /**
   * Ends a mute.
   *
   * @throws IllegalArgumentException when there is none of this id
   */
  public void unmute(String id) {
    Mute ended = control.unmute(id);
    orLater(() -> bringBack(ended.rule(), entity(ended)));
  }

  /**
   * Brings back what was shelved by mutes whose time is over, and what could not leave or come back
   * before; at first all that a start may have found so. What fails is done the next time.
   */
  public void work() {
    if (!untold.isEmpty()) {
      orLater(this::tellWhatWasDone);
    }
    List<Mute> over = control.over();
    if (owed.getAndSet(false)) {
      orLater(
          () -> {
            bringBack(null, null);
            control.mutes().forEach(this::takeAway);
            over.forEach(this::end);
          });
    } else if (!over.isEmpty()) {
      orLater(
          () -> {
            for (Mute mute : over) {
              bringBack(mute.rule(), entity(mute));
              end(mute);
            }
          });
    }
  }

  /**
   * An open alert as the mutes have it now: while it was closed they passed it over.
   *
   * @return it as it is stored then; as it was when that fails, and it is judged later
   */
  public StoredAlert judged(StoredAlert stored) {
    if (!OPEN.contains(stored.triage().state())) {
      return stored;
    }
    List<StoredAlert> judged = new ArrayList<>(List.of(stored));
    try {
      orLater(() -> judged.addAll(shelf.judged(List.of(stored))));
    } catch (RuntimeException e) {
      LOG.warn("alert {} is judged by the mutes later", stored.alert().id(), e);
    }
    return judged.getLast();
  }

  private void orLater(Runnable work) {
    try {
      work.run();
      away.set(false);
    } catch (StoreAwayException e) {
      owed.set(true);
      if (!away.getAndSet(true)) {
        LOG.info("alerts leave and come back when the store answers: {}", e.getMessage());
      }
    } catch (RuntimeException e) {
      owed.set(true);
      throw e;
    }
  }

  private void end(Mute over) {
    control.forget(over);
    audit.accept(
        PLATFORM,
        "ended mute %s of %s for %s: its time is over"
            .formatted(over.id(), over.rule(), entity(over)));
  }

  private void takeAway(Mute mute) {
    judge(search(mute.rule(), entity(mute), UNMUTED), true);
  }

  /** Of this rule and entity, null for any. */
  private void bringBack(@Nullable String rule, @Nullable String entity) {
    judge(search(rule, entity, Set.of(Condition.SHELVED)), false);
  }

  /**
   * All are found before the first is changed: a change moves what comes after it in the search.
   * Some may be changed when the store answers for others that it is away: they are told of later.
   */
  private void judge(AlertSearch search, boolean muted) {
    alerts.refresh();
    List<String> ids = new ArrayList<>();
    for (AlertSearch next = search; next != null; ) {
      Page<StoredAlert> page = alerts.search(next);
      page.items().stream()
          .map(StoredAlert::alert)
          .filter(alert -> control.isMuted(alert) == muted)
          .forEach(alert -> ids.add(alert.id()));
      next = page.cursor() == null ? null : search.after(page.cursor());
    }
    for (int from = 0; from < ids.size(); from += PER_PAGE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + PER_PAGE));
      try {
        tellAll(shelf.judged(alerts.mute(some, muted)));
      } catch (RuntimeException e) {
        some.forEach(id -> untold.put(id, muted));
        throw e;
      }
    }
  }

  /** What was not done is found again by who looks for all. */
  private void tellWhatWasDone() {
    Map<String, Boolean> wanted = Map.copyOf(untold);
    Map<String, StoredAlert> now = alerts.get(List.copyOf(wanted.keySet()));
    wanted.forEach(untold::remove);
    tellAll(
        now.entrySet().stream()
            .filter(one -> one.getValue().muted() == wanted.getOrDefault(one.getKey(), false))
            .map(Map.Entry::getValue)
            .toList());
  }

  private void tellAll(Collection<StoredAlert> alerts) {
    for (StoredAlert alert : alerts) {
      boolean calls = !alert.muted() && alert.alert().condition() == Condition.ACTIVE;
      (calls ? calling : changed).accept(alert);
    }
  }

  private static String entity(Mute mute) {
    return mute.kind() + ":" + mute.value();
  }

  private static AlertSearch search(
      @Nullable String rule, @Nullable String entity, Set<Condition> conditions) {
    return new AlertSearch(
        Set.of(),
        Set.of(),
        OPEN,
        conditions,
        rule,
        entity,
        null,
        "",
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        AlertSearch.Order.LAST_SEEN,
        PER_PAGE,
        null);
  }
}
