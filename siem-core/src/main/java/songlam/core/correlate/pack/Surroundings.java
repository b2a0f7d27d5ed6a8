package songlam.core.correlate.pack;

import songlam.core.correlate.Alert;
import songlam.core.pipeline.Detected;

/** What an engine says to the world. */
interface Surroundings {
  /** A live event came too late. */
  default void late(Detected detected) {}

  /**
   * Late events are to be looked at together with those that had come on time; what is found comes
   * back by {@link PackEngine#joined}.
   *
   * @param look names it
   * @return false when nobody looks: nothing is found then
   */
  default boolean join(String look, LateJoin join) {
    return false;
  }

  /** An alert was raised of this. */
  default void told(Episode episode, Alert alert) {}

  /** A rule of the pack's code had to be switched off; the others go on. */
  default void ruleFailed(String rule, String why) {}
}
