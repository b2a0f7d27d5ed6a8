package songlam.console.api.alert;

import java.time.Clock;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Problem;
import songlam.console.api.Takebacks;
import songlam.console.desk.Muting;
import songlam.core.event.Caps;
import songlam.core.incident.Act;
import songlam.core.incident.Triage;
import songlam.core.store.AlertStore;
import songlam.core.store.StoredAlert;
import songlam.core.store.VersionConflictException;

/** What people do with alerts: stored, written to the audit log, told to pages, taken back. */
public final class AlertActs {
  private final AlertStore alerts;
  private final Muting muting;
  private final Clock clock;
  private final BiConsumer<String, String> audit;
  private final Consumer<StoredAlert> changed;
  private final Takebacks takebacks;

  /**
   * @param muting judges what is opened again
   * @param audit takes who and what
   * @param changed hears of an alert a person has changed
   */
  public AlertActs(
      AlertStore alerts,
      Muting muting,
      Clock clock,
      BiConsumer<String, String> audit,
      Consumer<StoredAlert> changed,
      Caps caps) {
    this.alerts = alerts;
    this.muting = muting;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
    this.takebacks = new Takebacks(caps);
  }

  /**
   * Does it.
   *
   * @param version the version the person has seen, null to act on whatever stands there now
   * @throws Problem when there is no such alert or somebody else was first
   */
  public StoredAlert apply(String id, Act act, String by, @Nullable String version) {
    long at = clock.millis();
    String what = act.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return change(
        id,
        by,
        what,
        version,
        now -> {
          Triage next = now.after(act, by, at);
          takebacks.remember(id, now, next, by, at);
          return next;
        });
  }

  /** Takes this person's latest act on the alert back. */
  public StoredAlert takeBack(String id, String by) {
    return change(id, by, "undo", null, now -> takebacks.before(id, now, by, clock.millis()));
  }

  private StoredAlert change(
      String id, String by, String what, @Nullable String version, UnaryOperator<Triage> step) {
    StoredAlert now = alerts.get(id).orElseThrow(() -> Problem.notFound("alert " + id));
    try {
      StoredAlert acted =
          alerts.triage(id, step.apply(now.triage()), version == null ? now.version() : version);
      audit.accept(by, what + " alert " + id);
      StoredAlert stored = muting.judged(acted);
      changed.accept(stored);
      return stored;
    } catch (VersionConflictException e) {
      throw Problem.conflict(
          "alert " + id + ": somebody else has changed it (expected: look again, then act)");
    }
  }
}
