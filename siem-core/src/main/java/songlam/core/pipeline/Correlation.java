package songlam.core.pipeline;

/**
 * What comes after detection: rule packs over time. Fed by one thread, in the order of the journal;
 * its results depend on nothing else.
 */
public interface Correlation {
  /** Takes an event in; may wait while a pack's queue is full. */
  void accept(Detected detected);

  /**
   * Time goes on.
   *
   * @param offset of the tick in the journal
   * @param at wall clock of the tick, milliseconds
   */
  void tick(long offset, long at);

  /**
   * The oldest journal offset from which a replay rebuilds every open window and episode.
   *
   * @param upTo the answer when nothing is open
   */
  long safeOffset(long upTo);

  /**
   * What follows up to this offset was correlated before: windows are rebuilt from it, but an alert
   * whose last evidence lies before it is not raised again.
   */
  void replayUntil(long offset);
}
