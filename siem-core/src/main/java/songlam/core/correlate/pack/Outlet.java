package songlam.core.correlate.pack;

import org.jspecify.annotations.Nullable;
import songlam.core.correlate.contain.RuleFailure;

/** Where a stream's decisions go, and what it asks. */
interface Outlet {
  void decided(Episode episode, RuleSession.Decision decision);

  /**
   * An episode is about to be told of for the first time.
   *
   * @param alert what it would be told as
   * @return what was found of it already among late events, null when nothing was
   */
  default @Nullable Episode found(Rule rule, LateJoin.Told alert) {
    return null;
  }

  /** Whether the rule is switched off: what it notices bears on nothing that people are told of. */
  default boolean isSilent(Rule rule) {
    return false;
  }

  /** A rule of the pack must not run again: all streams go on with {@link Stream#change}. */
  void failed(RuleFailure failure);
}
