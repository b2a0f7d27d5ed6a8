package songlam.core.correlate.pack;

/**
 * Looks at late events together with those that had come on time, and puts what was missed in the
 * journal, from where the pack takes it.
 */
@FunctionalInterface
public interface LateJoins {
  /** Where nothing is stored there is nothing to look at. */
  LateJoins NONE = (_, _) -> false;

  /**
   * Called on a pack's thread; hands on and returns.
   *
   * @param look names the look in the journal
   * @return false when nobody looks: nothing is found then
   */
  boolean join(String look, LateJoin join);
}
