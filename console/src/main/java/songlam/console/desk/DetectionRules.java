package songlam.console.desk;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;

/**
 * The Sigma rules in force: those shipped, an installation's own over them, less those people have
 * switched off. A change makes a new detector that is swapped in whole.
 */
public final class DetectionRules {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionRules.class);

  private final SigmaRules rules;
  private final RuleControl control;
  private final AtomicReference<Detector> detector;

  /**
   * @param own folder of the installation's own rules, null for none
   */
  public DetectionRules(@Nullable Path own, RuleControl control) {
    SigmaRules shipped = SigmaRules.shipped();
    this.rules = own == null ? shipped : shipped.with(SigmaRules.load(List.of(own)));
    this.control = control;
    this.detector = new AtomicReference<>(enabledOnes());
    for (RuleProblem problem : rules.problems()) {
      LOG.warn("rule: {}", problem);
    }
    LOG.info("detection: {} Sigma rules", rules.rules().size());
  }

  public SigmaRules rules() {
    return rules;
  }

  /** What the pipeline asks for each event. */
  public AtomicReference<Detector> detector() {
    return detector;
  }

  /** Makes the switches people have set count. */
  public void refresh() {
    detector.set(enabledOnes());
  }

  private Detector enabledOnes() {
    return rules.detector(rule -> control.isEnabled(rule.id()));
  }
}
