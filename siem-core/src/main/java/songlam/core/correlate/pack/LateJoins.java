package songlam.core.correlate.pack;

import java.util.List;
import java.util.function.Consumer;

/** Looks at late events together with those that had come on time, and finds what was missed. */
@FunctionalInterface
public interface LateJoins {
  /** Where nothing is stored there is nothing to look at. */
  LateJoins NONE = (_, done) -> done.accept(List.of());

  /**
   * Called on a pack's thread; hands on and returns.
   *
   * @param done takes, on any thread, what was missed
   */
  void join(LateJoin join, Consumer<List<LateJoin.Missed>> done);
}
