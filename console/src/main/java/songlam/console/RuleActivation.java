package songlam.console;

import java.util.Map;
import java.util.Set;
import songlam.console.desk.Activation;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Packs;
import songlam.core.pipeline.Conveyor;

/** Puts rules in force by way of the journal, so that a replay obeys at the same place. */
record RuleActivation(Packs packs, Conveyor conveyor) implements Activation {
  @Override
  public void prepare(Pack pack) {
    packs.prepare(pack);
  }

  @Override
  public void packs(Map<String, String> versions) {
    conveyor.correlateWith(versions).join();
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
