package songlam.core.correlate.pack;

import java.util.List;
import java.util.function.Consumer;
import songlam.core.correlate.Alert;
import songlam.core.pipeline.Detected;

/** What an engine says to the world. */
interface Surroundings {
  /** A live event came too late. */
  default void late(Detected detected) {}

  /**
   * Late events are to be looked at together with those that had come on time.
   *
   * @param done takes, on any thread, what was missed
   */
  default void join(LateJoin join, Consumer<List<LateJoin.Missed>> done) {
    done.accept(List.of());
  }

  /** An alert was raised of this. */
  default void told(Episode episode, Alert alert) {}

  /** A rule of the pack's code had to be switched off; the others go on. */
  default void ruleFailed(String rule, String why) {}
}
