package songlam.core.correlate.pack;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import songlam.core.correlate.AlertSink;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/** All packs at work, each on its own thread. Fed by one thread. */
public final class Packs implements Correlation, AutoCloseable {
  private final List<PackEngine> engines;
  private final List<PackAgent> agents;

  /**
   * Compiles the packs.
   *
   * @param enabled whether a rule's alerts are wanted: {@code pack/rule}
   * @param failed hears when a pack had to be switched off, with its id
   */
  public Packs(
      List<Pack> packs,
      AlertSink sink,
      Predicate<String> enabled,
      BiConsumer<String, Throwable> failed) {
    this.engines = packs.parallelStream().map(pack -> new PackEngine(pack, sink, enabled)).toList();
    this.agents = engines.stream().map(engine -> new PackAgent(engine, 0, failed)).toList();
  }

  /** Starts the threads. */
  @Override
  public void replayUntil(long offset) {
    engines.forEach(engine -> engine.mutedBefore(offset));
    agents.forEach(PackAgent::start);
  }

  @Override
  public void accept(Detected detected) {
    for (PackAgent agent : agents) {
      agent.accept(detected);
    }
  }

  @Override
  public void tick(long offset, long at) {
    for (PackAgent agent : agents) {
      agent.tick(offset, at);
    }
  }

  @Override
  public long safeOffset(long upTo) {
    long safe = upTo;
    for (PackAgent agent : agents) {
      safe = Math.min(safe, agent.safeOffset(upTo));
    }
    return safe;
  }

  @Override
  public void close() {
    for (PackAgent agent : agents) {
      try {
        agent.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
