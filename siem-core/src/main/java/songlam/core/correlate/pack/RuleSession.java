package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;
import songlam.core.correlate.contain.ContainedSession;
import songlam.core.event.Severity;

/**
 * The rules of a pack at work on one stream: one fact for each open episode, and what the rules say
 * of it. For one thread.
 */
final class RuleSession implements AutoCloseable, Alerts {
  private static final Comparator<Episode> AS_THEY_BEGAN = Comparator.comparingLong(Episode::order);

  private final Map<Episode, FactHandle> facts = new HashMap<>();
  private final Map<Episode, Decision> decisions = new TreeMap<>(AS_THEY_BEGAN);
  private final ContainedSession session;

  /** What the rules say of one noticed thing. */
  record Decision(Noticed noticed, @Nullable Severity severity, boolean suppressed) {
    private static Decision both(Decision one, Decision other) {
      Severity severity = one.severity;
      if (severity == null || (other.severity != null && other.severity.compareTo(severity) > 0)) {
        severity = other.severity;
      }
      return new Decision(other.noticed, severity, one.suppressed || other.suppressed);
    }
  }

  RuleSession(RuleBase rules) {
    this.session = new ContainedSession(rules.rules(), rules.base(), this);
  }

  /**
   * Puts the fact in the place of the episode's former one and lets the rules come to rest.
   *
   * @throws songlam.core.correlate.contain.RuleFailure when a rule does what it may not: this
   *     session is of no use any more
   */
  void put(Episode episode, Noticed noticed) {
    take(episode);
    List<ContainedSession.Fact> fact = List.of(new ContainedSession.Fact(noticed, noticed.at()));
    facts.put(episode, session.put(fact).getFirst());
  }

  /**
   * The facts of these episodes as they were told last, into a fresh session; what the rules say of
   * that was said before.
   *
   * @throws songlam.core.correlate.contain.RuleFailure as {@link #put}
   */
  void remember(List<Episode> told) {
    List<ContainedSession.Fact> known = new ArrayList<>();
    for (Episode episode : told) {
      Noticed noticed = episode.noticed();
      known.add(new ContainedSession.Fact(noticed, noticed.at()));
    }
    List<FactHandle> handles = session.put(known);
    for (int i = 0; i < handles.size(); i++) {
      facts.put(told.get(i), handles.get(i));
    }
    decisions.clear();
  }

  /** The episode is over. */
  void take(Episode episode) {
    FactHandle fact = facts.remove(episode);
    if (fact != null) {
      session.take(fact);
    }
  }

  /** What was said since it was last asked, in the order in which the episodes began. */
  List<Decision> decided() {
    List<Decision> made = List.copyOf(decisions.values());
    decisions.clear();
    return made;
  }

  @Override
  public void alert(Noticed noticed) {
    decide(new Decision(noticed, null, false));
  }

  @Override
  public void alert(Noticed noticed, Severity severity) {
    decide(new Decision(noticed, severity, false));
  }

  @Override
  public void suppress(Noticed noticed) {
    decide(new Decision(noticed, null, true));
  }

  private void decide(Decision decision) {
    decisions.merge(decision.noticed().episode(), decision, Decision::both);
  }

  @Override
  public void close() {
    session.close();
  }
}
