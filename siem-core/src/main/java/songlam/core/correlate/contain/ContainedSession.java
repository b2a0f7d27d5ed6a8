package songlam.core.correlate.contain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.LeftTupleSource;
import org.drools.core.reteoo.TerminalNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.time.SessionPseudoClock;

/**
 * A Drools session of contained rules, on a pseudo clock. What a rule does wrong comes out as a
 * {@link RuleFailure}; the session is of no use after that. For one thread.
 */
public final class ContainedSession implements AutoCloseable {
  /** Facts put together that one rule may hold. */
  static final long MOST_HELD = 500_000;

  private static final long LOOK_EVERY = 50_000;

  private final ContainedRules rules;
  private final KieSession session;
  private final RuleBudget budget = new RuleBudget();

  /**
   * @param base made by these rules
   * @param alerts what consequences speak to
   */
  public ContainedSession(ContainedRules rules, KieBase base, Object alerts) {
    this.rules = rules;
    KieSessionConfiguration configuration = KieServices.Factory.get().newKieSessionConfiguration();
    configuration.setOption(ClockTypeOption.PSEUDO);
    session = base.newKieSession(configuration, null);
    session.setGlobal("alerts", alerts);
  }

  /**
   * Puts facts in, one after the other, and lets the rules come to rest.
   *
   * @param facts with the times to go on to, which never go back
   * @throws RuleFailure when one of the rules does not, or throws
   */
  public List<FactHandle> put(List<Fact> facts) {
    budget.wear(Math.max(1, facts.size()));
    try {
      List<FactHandle> handles = new ArrayList<>(facts.size());
      for (Fact fact : facts) {
        advanceTo(fact.at());
        handles.add(session.insert(fact.what()));
      }
      session.fireAllRules(budget);
      budget.check();
      if (budget.isWorthALook(LOOK_EVERY)) {
        rules.names().forEach(this::look);
      }
      return handles;
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      budget.rest();
    }
  }

  /** A fact and the time at which it becomes one. */
  public record Fact(Object what, long at) {}

  private void advanceTo(long time) {
    SessionPseudoClock clock = session.getSessionClock();
    long behind = time - clock.getCurrentTime();
    if (behind > 0) {
      clock.advanceTime(behind, TimeUnit.MILLISECONDS);
    }
  }

  /** Takes a fact out; what follows from that comes with the next one. */
  public void take(FactHandle fact) {
    session.delete(fact);
  }

  private RuntimeException failure(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RuleFailure failure) {
        return failure;
      }
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String rule =
          cause instanceof ConsequenceException thrown && thrown.getRule() != null
              ? thrown.getRule().getName()
              : rules.ruleAt(cause.getStackTrace());
      if (!rule.isEmpty()) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new RuleFailure(rule, "throws " + root, e);
      }
    }
    return e;
  }

  /** How much of what fits so far a rule holds. */
  private void look(String rule) {
    InternalKnowledgeBase base = (InternalKnowledgeBase) session.getKieBase();
    TerminalNode[] ends = base.getReteooBuilder().getTerminalNodes(rules.fullName(rule));
    long held = 0;
    for (TerminalNode end : ends == null ? new TerminalNode[0] : ends) {
      LeftTupleSource node = end.getLeftTupleSource();
      for (; node != null; node = node.getLeftTupleSource()) {
        if (node instanceof BetaNode beta) {
          held += BetaNode.getBetaMemory(beta, (ReteEvaluator) session).getLeftTupleMemory().size();
        }
      }
    }
    if (held > MOST_HELD) {
      throw new RuleFailure(
          rule, "holds too many facts together: %,d of at most %,d".formatted(held, MOST_HELD));
    }
  }

  @Override
  public void close() {
    session.dispose();
  }
}
