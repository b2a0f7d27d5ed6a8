package songlam.console.desk;

import java.util.Map;
import java.util.Set;
import songlam.core.correlate.pack.Pack;

/** Puts rules in force in the running platform. */
public interface Activation {
  /**
   * Makes this version of a pack ready to come into force.
   *
   * @throws songlam.core.config.ConfigException when its code does not compile
   */
  void prepare(Pack pack);

  /** From now on these packs hold, each in the version of this name, and no others. */
  void packs(Map<String, String> versions);

  /** From now on records are detected with this set of Sigma rules. */
  void sigma(String set);

  /** From now on these rules of packs, {@code pack/rule}, raise nothing, and all others do. */
  void silent(Set<String> rules, String by);
}
