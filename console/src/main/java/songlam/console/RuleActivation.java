package songlam.console;

import java.util.Set;
import songlam.console.desk.RuleDesk;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Packs;
import songlam.core.pipeline.Conveyor;

/** Puts rules in force by way of the journal, so that a replay obeys at the same place. */
record RuleActivation(Packs packs, Conveyor conveyor) implements RuleDesk.Activation {
  @Override
  public void pack(Pack pack) {
    conveyor.activate(pack.id(), packs.prepare(pack)).join();
  }

  @Override
  public void sigma(String set) {
    conveyor.detectWith(set).join();
  }

  @Override
  public void silent(Set<String> rules, String by) {
    conveyor.switched(rules, by).join();
  }
}
