package songlam.core.rule.proof;

import songlam.core.event.Text;

/** What can be done to prove a rule. */
public sealed interface Planned {
  /** Its canary can be sent. */
  record Ready(Canary canary) implements Planned {}

  /** It cannot be proven, and why. */
  record Unprovable(Text because) implements Planned {}
}
