package songlam.core.correlate.pack;

import songlam.core.event.Severity;

/**
 * The vocabulary of a pack's DRL: all a consequence may do. What several rules say of one noticed
 * thing is taken together once they rest: suppressing wins over raising, a severity over none, the
 * higher of two.
 */
public interface Alerts {
  /** Raises the alert of what was noticed, or lets the known one grow or return. */
  void alert(Noticed noticed);

  /** As {@link #alert(Noticed)}, with another severity than the rule's. */
  void alert(Noticed noticed, Severity severity);

  /**
   * Keeps the alert in the record and out of the queue, for example because the parent is down. It
   * comes back by itself when whatever suppressed it has ended before it.
   */
  void suppress(Noticed noticed);
}
