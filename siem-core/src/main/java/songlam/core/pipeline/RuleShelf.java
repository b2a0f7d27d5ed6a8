package songlam.core.pipeline;

import java.util.Optional;
import java.util.Set;
import songlam.core.detect.Detector;

/**
 * Where the sets of detection rules are that the journal names: the one that holds now, and former
 * ones as long as something detected with them may be read again. Safe for many threads.
 */
public interface RuleShelf {
  /** The set that holds now. */
  RuleSet current();

  /**
   * The set of this name; one that does not hold any more may take a second to build.
   *
   * @return empty when what it was built from is no longer there
   */
  Optional<Detector> find(String name);

  /** Names of all that are kept here. */
  Set<String> names();

  /** Nothing that stands in the journal is read with this set any more. */
  void forget(String name);

  /** One set that always holds. */
  static RuleShelf of(Detector detector) {
    RuleSet only = new RuleSet("only", detector);
    return new RuleShelf() {
      @Override
      public RuleSet current() {
        return only;
      }

      @Override
      public Optional<Detector> find(String name) {
        return name.equals(only.name()) ? Optional.of(detector) : Optional.empty();
      }

      @Override
      public Set<String> names() {
        return Set.of(only.name());
      }

      @Override
      public void forget(String name) {}
    };
  }
}
