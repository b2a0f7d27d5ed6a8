package songlam.core.correlate.pack;

import songlam.core.event.Severity;

/** The vocabulary of a pack's DRL: all a consequence may do. */
public interface Alerts {
  /** Raises the alert of what was noticed, or lets the known one grow or return. */
  void alert(Noticed noticed);

  /** As {@link #alert(Noticed)}, with another severity than the rule's. */
  void alert(Noticed noticed, Severity severity);
}
