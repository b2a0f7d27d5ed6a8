package songlam.core.correlate.window;

/** How an event is judged that came too late for the live stream of a rule. */
public enum Lateness {
  /** Apart at once, and anew with what came on time: what comes can only add to an answer. */
  ANEW,

  /**
   * Anew with what came on time, and only when all of that has come: what comes can undo an answer,
   * so that late events by themselves say nothing.
   */
  ANEW_WHEN_SETTLED,

  /**
   * By the live watch, as it comes, or not at all: it alone knows the past that the answer rests
   * on.
   */
  LIVE;

  /** Whether it is judged together with what came on time, by reading that again. */
  public boolean isAnew() {
    return this == ANEW || this == ANEW_WHEN_SETTLED;
  }

  /** Whether what a stream of late events finds by itself is told. */
  public boolean isToldApart() {
    return this == ANEW;
  }
}
