package songlam.core.correlate.window;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.query.Query;

/** What a rule watches for: the question one operator answers for each key. */
public sealed interface Watched permits Condition, Correlated, Swing, Novelty, Slump, Cluster {
  /** What every event that counts fulfils. */
  Query match();

  /** Fields whose values keep keys apart; an event that lacks one does not count. */
  List<EcsField> groupBy();

  /** The same question, for which events that the query finds do not count. */
  Watched without(Query excepted);

  /** Every event it may look at. */
  default Query asked() {
    return match();
  }

  /** Span of event time within which things belong together, milliseconds. */
  long window();

  /** How the window goes along with time. */
  default Frame frame() {
    return Frame.SLIDING;
  }

  /** How events are judged that come too late. */
  Lateness late();

  /** Which events bear on it. */
  default Predicate<Event> contributing() {
    return Condition.gated(asked(), groupBy());
  }

  /** Which of the keys known stand for the same as this one. */
  default Stream<String> same(String key, Set<String> known) {
    return known.contains(key) ? Stream.of(key) : Stream.empty();
  }

  /** How far apart two events may lie that bear on the same answer, milliseconds. */
  default long reach() {
    return window();
  }

  /** Late events no further apart than this are looked at together, milliseconds. */
  default long stretch() {
    return 600_000;
  }

  /** Whether it holds until an event lifts it, not just for a quiet period. */
  boolean isStanding();

  /** Equal for questions that mean the same, so that one may take the other's state over. */
  String fingerprint();

  /** Events of the first query that the second does not find. */
  static Query except(Query match, Query excepted) {
    return new Query.And(List.of(match, new Query.Not(excepted)));
  }
}
