package songlam.core.correlate.window;

/** What a rule watches for: the question one operator answers for each key. */
public sealed interface Watched permits Condition, Correlated, Swing, Novelty, Cluster {
  /** Span of event time within which things belong together, milliseconds. */
  long window();

  /** Whether it holds until an event lifts it, not just for a quiet period. */
  boolean isStanding();

  /** Equal for questions that mean the same, so that one may take the other's state over. */
  String fingerprint();
}
