package songlam.console.api;

import java.util.Map;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.incident.Triage;

/**
 * How things stood before each person's latest act, for a minute: what is done in bulk can be taken
 * back instead of being asked about. Safe for many threads.
 */
public final class Takebacks {
  private static final long KEPT_MILLIS = 60_000;

  private final Map<String, Step> latest;

  public Takebacks(Caps caps) {
    this.latest = caps.bounded(Cap.UNDO);
  }

  private record Step(Triage before, Triage after, String by, long at) {}

  /** Notes an act that is done. */
  public synchronized void remember(String id, Triage before, Triage after, String by, long at) {
    latest.remove(id);
    latest.put(id, new Step(before, after, by, at));
  }

  /**
   * How it stood before the act.
   *
   * @param now how it stands now
   * @throws Problem when there is nothing to take back, or somebody has changed it since
   */
  public synchronized Triage before(String id, Triage now, String by, long at) {
    Step step = latest.get(id);
    if (step == null || !step.by().equals(by) || at - step.at() > KEPT_MILLIS) {
      throw Problem.conflict(
          "undo " + id + ": nothing to take back (expected: your own act of the last minute)");
    }
    if (!step.after().equals(now)) {
      throw Problem.conflict("undo " + id + ": somebody else has changed it since");
    }
    latest.remove(id);
    return step.before();
  }
}
