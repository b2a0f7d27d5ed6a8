package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.AlertSink;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/**
 * All packs at work, each on its own thread. Fed by one thread. Each goes on from its latest
 * snapshot after a restart, as the version it was then.
 */
public final class Packs implements Correlation, AutoCloseable {
  private static final long LONGEST_SETTLING_NANOS = 5_000_000_000L;
  private static final long SETTLING_LOOK_MILLIS = 5;

  private final PackFaults faults;
  private final PackVersions versions;
  private final PackStarts starts;
  private final List<PackAgent> agents = new CopyOnWriteArrayList<>();

  /** Offset behind all that was written in earlier lives. */
  private long begun;

  /**
   * What packs work with.
   *
   * @param enabled whether a rule's alerts are wanted, {@code pack/rule}, as long as nothing in the
   *     journal or a snapshot has said it
   * @param shelf keeps versions that do not hold any more
   * @param system keeps the snapshots
   * @param faults hears of late origins, of what had no room, and of packs switched off
   * @param joins looks at late events together with those that had come on time
   * @param snapshotEvery at most so much of the journal is read again after a crash
   */
  public record Parts(
      AlertSink sink,
      Predicate<String> enabled,
      PackShelf shelf,
      SystemStore system,
      Faults faults,
      LateJoins joins,
      Duration snapshotEvery) {
    public static final Duration SNAPSHOT_EVERY = Duration.ofSeconds(10);
  }

  /**
   * Compiles the packs and takes up the snapshots, each as the version it was made by: what the
   * packs are now holds from where the journal says so. At the very first start it holds from the
   * beginning. One that does not compile is left out, with a fault; its former version goes on.
   *
   * @param packs what they are now
   */
  public Packs(List<Pack> packs, Parts parts) {
    this.faults = new PackFaults(parts.faults());
    this.versions = new PackVersions(parts.shelf(), faults);
    this.starts = new PackStarts(parts, versions, faults);
    packs.parallelStream().forEach(versions::prepareIfPossible);
    if (starts.isFirst()) {
      packs.stream()
          .map(pack -> versions.now(pack.id()))
          .filter(Objects::nonNull)
          .forEach(version -> agents.add(starts.first(version)));
    } else {
      agents.addAll(starts.again());
    }
  }

  /**
   * Compiles what a pack is from now on, to be put in force by {@link
   * songlam.core.pipeline.Conveyor#correlateWith}. Windows of rules whose condition is unchanged
   * are kept, and so are open episodes. A pack that is not running begins there.
   *
   * @return the version's name
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public String prepare(Pack pack) {
    return versions.prepare(pack).pack().version();
  }

  /** Starts the threads. */
  @Override
  public void replayUntil(long offset) {
    begun = offset;
    agents.forEach(agent -> agent.start(begun));
  }

  @Override
  public void accept(Detected detected) {
    for (PackAgent agent : agents) {
      agent.accept(detected);
    }
  }

  @Override
  public void tick(long offset, long at) {
    faults.tick(at);
    for (PackAgent agent : agents) {
      agent.tick(offset, at);
    }
    agents.removeIf(PackAgent::isGone);
  }

  /**
   * Compiles a pack only to see whether it can be.
   *
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public static void check(Pack pack) {
    RuleBase.compile(pack);
  }

  /** What lies before a pack's snapshot, maybe also its end, is in that. */
  @Override
  public void activate(long offset, String pack, String version) {
    if (offset < starts.known(pack)) {
      return;
    }
    PackVersions.Compiled next = versions.find(new PackVersion(pack, version));
    PackAgent running = running(pack);
    if (next != null && running != null && running.hasFailedBefore(next)) {
      agents.remove(running);
      running = null;
    }
    if (next != null && running != null) {
      running.activate(offset, next);
    } else if (next != null) {
      PackAgent agent = starts.at(offset, next);
      agents.add(agent);
      agent.start(begun);
    }
  }

  @Override
  public void correlateWith(long offset, Map<String, String> packs) {
    packs.forEach((pack, version) -> activate(offset, pack, version));
    for (PackAgent agent : agents) {
      if (!packs.containsKey(agent.id())) {
        agent.end(offset);
      }
    }
  }

  /** A pack that was switched off would go on from its snapshot, which may be of long ago. */
  @Override
  public void needsOnly(Map<String, String> packs) {
    Set<PackVersion> needed = new HashSet<>(starts.inSnapshots());
    packs.forEach((pack, version) -> needed.add(new PackVersion(pack, version)));
    versions.keepOnly(needed);
  }

  @Override
  public void joined(long offset, String pack, String look, byte[] found, long at) {
    PackAgent running = running(pack);
    if (running != null) {
      running.joined(offset, look, found, at);
    }
  }

  @Override
  public void switched(long offset, Set<String> off) {
    agents.forEach(agent -> agent.switched(offset, off));
  }

  @Override
  public void flush() {
    agents.forEach(PackAgent::flush);
  }

  /** Waits a while for the alerts to be safe: without that the last snapshots do not count. */
  @Override
  public void finish(long upTo) {
    agents.forEach(agent -> agent.finish(upTo));
    close();
    long until = System.nanoTime() + LONGEST_SETTLING_NANOS;
    try {
      while (safeOffset(upTo) < upTo && System.nanoTime() < until) {
        Thread.sleep(SETTLING_LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /** The packs as they are in force. */
  public List<Pack> inForce() {
    return agents.stream().filter(a -> !a.isLeaving()).map(a -> a.engine().pack()).toList();
  }

  /** Ids of the packs that had to be switched off. */
  public List<String> off() {
    return agents.stream().filter(PackAgent::isOff).map(PackAgent::id).toList();
  }

  /** Rules of the packs' own code that had to be switched off, {@code pack/rule}, and why. */
  public Map<String, String> failedRules() {
    Map<String, String> all = new TreeMap<>();
    for (PackAgent agent : agents) {
      agent.engine().failed().forEach((rule, why) -> all.put(agent.id() + "/" + rule, why));
    }
    return all;
  }

  /** How often each rule that is switched off would have raised an alert or let one grow. */
  public Map<String, Long> silenced() {
    Map<String, Long> all = new TreeMap<>();
    agents.forEach(agent -> all.putAll(agent.engine().silenced()));
    return all;
  }

  /** Keys, episodes and held events that had to go for want of room. */
  public long letGo() {
    return starts.letGo();
  }

  private @Nullable PackAgent running(String pack) {
    for (PackAgent agent : agents) {
      if (agent.id().equals(pack) && !agent.isLeaving()) {
        return agent;
      }
    }
    return null;
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
