package songlam.core.correlate.pack;

/** Looks at late events together with those that had come on time, and raises what was missed. */
@FunctionalInterface
public interface LateJoins {
  /** Where nothing is stored there is nothing to look at. */
  LateJoins NONE = (_, done) -> done.run();

  /**
   * Called on a pack's thread; hands on and returns.
   *
   * @param done to be run, on any thread, when what was missed is safe
   */
  void join(LateJoin join, Runnable done);
}
