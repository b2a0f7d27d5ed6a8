package songlam.core.rule.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;

/** One canary on its way. Told by the threads it passes, read by the one that waits. */
public final class CanaryRun {
  private static final int KEPT = 20;

  private final Canary canary;
  private final String name;
  private final long sentAt;
  private final List<Event> events = new ArrayList<>();
  private long seen;
  private long seenAt;
  private boolean isFound;
  private boolean needsAlert;
  private boolean isAlerted;
  private @Nullable Death lost;

  /**
   * @param name unique among all runs
   * @param sentAt wall clock, milliseconds
   */
  CanaryRun(Canary canary, String name, long sentAt) {
    this.canary = canary;
    this.name = name;
    this.sentAt = sentAt;
    this.needsAlert = canary.isOfPack();
  }

  public Canary canary() {
    return canary;
  }

  /** What its records are marked with. */
  public String name() {
    return name;
  }

  /** Wall clock, milliseconds. */
  public long sentAt() {
    return sentAt;
  }

  /**
   * An event of it came through detection.
   *
   * @param tells whether a pack must tell of this event because of what was found
   * @param at wall clock, milliseconds
   */
  synchronized void seen(Detected detected, boolean tells, long at) {
    seen++;
    seenAt = at;
    if (events.size() < KEPT) {
      events.add(detected.event());
    }
    for (RuleRef rule : detected.rules()) {
      if (rule.id().equals(canary.rule()) && !rule.shadow()) {
        isFound = true;
        needsAlert |= tells;
      }
    }
  }

  synchronized void lost(boolean parsed, String detail, long at) {
    seenAt = at;
    lost = new Death(parsed ? Hop.MAPPING : Hop.PARSE, detail);
  }

  synchronized void alerted(Alert alert) {
    boolean isOwn =
        canary.isOfPack()
            ? alert.rule().equals(canary.rule())
            : alert.evidence().stream()
                .anyMatch(
                    one ->
                        one.event().texts(EcsField.SONGLAM_FINDING_RULES).contains(canary.rule()));
    isAlerted |= isOwn;
  }

  /** Whether it came through to its end. */
  public synchronized boolean isProven() {
    return (canary.isOfPack() || isFound) && (!needsAlert || isAlerted);
  }

  /** Where it was lost for certain, null when that is not known before its time is over. */
  public synchronized @Nullable Death lost() {
    return lost;
  }

  /** Wall clock at which the latest of it was seen behind the journal, 0 when nothing was. */
  public synchronized long seenAt() {
    return seenAt;
  }

  /** How many of its events came through detection. */
  synchronized long seen() {
    return seen;
  }

  /** Whether its Sigma rule matched. */
  synchronized boolean isFound() {
    return isFound;
  }

  /** The first of its events as they came through detection. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
