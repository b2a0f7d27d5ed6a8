package songlam.core.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.correlate.pack.Pack;

/** Exceptions that hold and except nothing, as their rules have gone on without them. */
final class IdleExceptions {
  private IdleExceptions() {}

  /**
   * Why, by id.
   *
   * @param live those that hold
   */
  static Map<String, String> find(List<Exemption> live, SigmaInForce sigma, PacksInForce packs) {
    Map<String, String> idle = new TreeMap<>();
    for (Exemption one : live) {
      boolean isFilter = one.match() == null;
      if (isFilter ? !sigma.isReleased(one.rule()) : !isOfPack(one, packs)) {
        idle.put(
            one.id(),
            "nothing to except: rule " + one.rule() + " is not in force (expected: it is)");
      } else if (isFilter && !sigma.released().filteredBy(one.id()).contains(one.rule())) {
        idle.put(
            one.id(),
            "nothing to except: rule "
                + one.rule()
                + " is of another logsource than the filter (expected: of the same)");
      }
    }
    return Map.copyOf(idle);
  }

  private static boolean isOfPack(Exemption exemption, PacksInForce packs) {
    Pack pack = packs.withoutExceptions(exemption.rule().replaceFirst("/.*", ""));
    return pack != null && Exemptions.isOfRuleIn(pack, exemption);
  }
}
