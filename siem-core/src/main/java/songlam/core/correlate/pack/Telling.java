package songlam.core.correlate.pack;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.event.RawRecord;
import songlam.core.event.Severity;

/**
 * Makes alerts of what a pack's streams have decided, unless nobody is to be told of it. For one
 * thread, but for {@link #raised()}.
 */
final class Telling {
  private final AlertSink sink;
  private final Switches switches;
  private final Surroundings around;
  private final Predicate<Rule> isToldApart;
  private final BiPredicate<Episode, Boolean> mayTell;
  private final LongAdder raised = new LongAdder();

  /**
   * @param isToldApart whether streams of late events tell of a rule at all
   * @param mayTell whether a stream may tell of an episode, and whether that is the live one: false
   *     when looking at late events has told of it already
   */
  Telling(
      AlertSink sink,
      Switches switches,
      Surroundings around,
      Predicate<Rule> isToldApart,
      BiPredicate<Episode, Boolean> mayTell) {
    this.sink = sink;
    this.switches = switches;
    this.around = around;
    this.isToldApart = isToldApart;
    this.mayTell = mayTell;
  }

  /** The stream of a session has decided this. */
  void decided(Pack pack, String session, Episode episode, RuleSession.Decision decision) {
    String rule = pack.nameOf(episode.rule());
    boolean isBack = decision.noticed().phase().equals(Noticed.RETURNED);
    boolean isCanary = RawRecord.isCanary(session);
    boolean isOff = switches.isOff(rule);
    boolean isLive = session.equals(RawRecord.LIVE);
    boolean isLate = Lanes.isLate(session);
    if (isLate && episode.raisedAs() == null && !isToldApart.test(episode.rule())) {
      return;
    }
    if (isOff && !(isBack && episode.raisedAs() != null)) {
      // That it is over is no telling: what was raised before returns. A canary tells nobody.
      switches.silenced(rule, isBack || isCanary ? 0 : 1);
      return;
    }
    if (isLate && isBack && episode.raisedAs() == null) {
      // Looking had told of it; what nobody was told of is not over either.
      return;
    }
    if ((isLive || isLate) && !mayTell.test(episode, isLive)) {
      return;
    }
    AlertMaker maker = new AlertMaker(pack, !isLive || episode.isLate());
    Severity severity = isOff ? episode.raisedAs() : decision.severity();
    Condition condition = condition(episode, decision);
    Alert alert = maker.make(episode, condition, severity);
    if (isCanary) {
      sink.proven(session, alert);
    } else {
      episode.raised(alert.severity(), condition == Condition.ACTIVE);
      raise(alert);
      around.told(episode, alert);
    }
  }

  /** What was only recorded stays so when it is over: nobody waits to hear that. */
  private static Condition condition(Episode episode, RuleSession.Decision decision) {
    boolean isBack = decision.noticed().phase().equals(Noticed.RETURNED);
    if (isBack && (episode.hasCalled() || episode.raisedAs() == null)) {
      return Condition.RETURNED;
    }
    return isBack || decision.suppressed() ? Condition.SUPPRESSED : Condition.ACTIVE;
  }

  /** Looking at late events has found this. */
  void found(Pack pack, Episode episode, Severity severity, Condition condition) {
    raise(new AlertMaker(pack, true).make(episode, condition, severity));
  }

  /** Waits while the sink has no room. */
  private void raise(Alert alert) {
    sink.raise(alert);
    raised.increment();
  }

  /** Alerts the sink has taken, grown ones again. For any thread. */
  long raised() {
    return raised.sum();
  }
}
