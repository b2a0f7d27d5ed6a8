package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/**
 * All packs at work, each on its own thread. Fed by one thread. Each goes on from its latest
 * snapshot after a restart.
 */
public final class Packs implements Correlation, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Packs.class);

  private static final long LONGEST_SETTLING_NANOS = 5_000_000_000L;
  private static final long SETTLING_LOOK_MILLIS = 5;

  private final Parts parts;
  private final PackFaults faults;
  private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();
  private final List<PackAgent> agents = new CopyOnWriteArrayList<>();
  private final LongAdder letGo = new LongAdder();

  /** Wall clock of the latest tick, from the journal. */
  private volatile long at;

  /**
   * What packs work with.
   *
   * @param enabled whether a rule's alerts are wanted, {@code pack/rule}, as long as nothing in the
   *     journal or a snapshot has said it
   * @param system keeps the snapshots
   * @param faults hears of late origins, of what had no room, and of packs switched off
   * @param joins looks at late events together with those that had come on time
   * @param snapshotEvery at most so much of the journal is read again after a crash
   */
  public record Parts(
      AlertSink sink,
      Predicate<String> enabled,
      SystemStore system,
      Faults faults,
      LateJoins joins,
      Duration snapshotEvery) {
    public static final Duration SNAPSHOT_EVERY = Duration.ofSeconds(10);
  }

  /** A version of a pack, compiled. */
  record Prepared(Pack pack, ContainedRules rules) {}

  /** Compiles the packs and takes up their snapshots. */
  public Packs(List<Pack> packs, Parts parts) {
    this.parts = parts;
    this.faults = new PackFaults(parts.faults());
    packs.parallelStream().forEach(this::prepare);
    for (Pack pack : packs) {
      agents.add(agent(pack));
    }
  }

  /**
   * Compiles a version of a running pack, to be put in force by {@link
   * songlam.core.pipeline.Conveyor#activate}. Windows of rules whose condition is unchanged are
   * kept, and so are open episodes. A pack that is not running begins with its activation.
   *
   * @return the version's name
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public String prepare(Pack pack) {
    String version = pack.version();
    prepared.computeIfAbsent(
        pack.id() + "/" + version, _ -> new Prepared(pack, RuleBase.compile(pack)));
    return version;
  }

  /** Starts the threads. */
  @Override
  public void replayUntil(long offset) {
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
    this.at = at;
    for (PackAgent agent : agents) {
      agent.tick(offset, at);
    }
  }

  /**
   * Compiles a pack only to see whether it can be.
   *
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public static void check(Pack pack) {
    RuleBase.compile(pack);
  }

  @Override
  public void activate(long offset, String pack, String version) {
    boolean isRunning = false;
    for (PackAgent agent : agents) {
      if (agent.engine().pack().id().equals(pack)) {
        agent.activate(offset, version);
        isRunning = true;
      }
    }
    PackEngine engine = isRunning ? null : engine(pack, version);
    if (engine != null) {
      PackMemory memory = new PackMemory(parts.system(), pack);
      PackAgent agent = new PackAgent(engine, memory, offset, around(), parts.snapshotEvery());
      agents.add(agent);
      agent.start();
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
    return agents.stream().map(agent -> agent.engine().pack()).toList();
  }

  /** Ids of the packs that had to be switched off. */
  public List<String> off() {
    return agents.stream().filter(PackAgent::isOff).map(a -> a.engine().pack().id()).toList();
  }

  /** Rules of the packs' own code that had to be switched off, {@code pack/rule}, and why. */
  public Map<String, String> failedRules() {
    Map<String, String> all = new TreeMap<>();
    for (PackAgent agent : agents) {
      String pack = agent.engine().pack().id();
      agent.engine().failed().forEach((rule, why) -> all.put(pack + "/" + rule, why));
    }
    return all;
  }

  /** How often each rule that is switched off would have raised an alert or let one grow. */
  public Map<String, Long> silenced() {
    Map<String, Long> all = new TreeMap<>();
    agents.forEach(agent -> all.putAll(agent.engine().silenced()));
    return all;
  }

  private PackAgent agent(Pack pack) {
    PackMemory memory = new PackMemory(parts.system(), pack.id());
    PackMemory.Snapshot snapshot = memory.recall().orElse(null);
    PackEngine engine = engine(pack.id(), pack.version());
    if (engine == null) {
      throw new IllegalStateException(pack.id() + ": not prepared");
    }
    long startAt = 0;
    if (snapshot != null) {
      try {
        engine.restore(snapshot.state());
        startAt = snapshot.next();
      } catch (RuntimeException e) {
        LOG.error("pack {}: its snapshot cannot be read; its windows begin empty", pack.id(), e);
        faults.pack(pack.id(), "snapshot", e, at);
        engine.close();
        return new PackAgent(
            requireEngine(pack), memory, snapshot.next(), around(), parts.snapshotEvery());
      }
    }
    return new PackAgent(engine, memory, startAt, around(), parts.snapshotEvery());
  }

  private PackEngine requireEngine(Pack pack) {
    PackEngine engine = engine(pack.id(), pack.version());
    if (engine == null) {
      throw new IllegalStateException(pack.id() + ": not prepared");
    }
    return engine;
  }

  private @Nullable PackEngine engine(String pack, String version) {
    Prepared known = prepared.get(pack + "/" + version);
    return known == null
        ? null
        : new PackEngine(
            known.pack(), known.rules(), parts.sink(), parts.enabled(), around(known.pack()));
  }

  private Surroundings around(Pack pack) {
    return new Surroundings() {
      @Override
      public void late(Detected detected) {
        faults.late(detected);
      }

      @Override
      public void join(LateJoin join, Consumer<List<LateJoin.Missed>> done) {
        parts.joins().join(join, done);
      }

      @Override
      public void ruleFailed(String rule, String why) {
        faults.rule(pack.id(), rule, why, at);
        parts.sink().broken(pack.id(), rule, why);
      }
    };
  }

  /** Keys, episodes and held events that had to go for want of room. */
  public long letGo() {
    return letGo.sum();
  }

  private PackAgent.Surroundings around() {
    return new PackAgent.Surroundings() {
      private long evicted;

      @Override
      public void failed(String pack, Throwable why) {
        faults.pack(pack, "pack", why, at);
        parts.sink().broken(pack, null, String.valueOf(why.getMessage()));
      }

      @Override
      public void evicted(String pack, long total) {
        if (total > evicted) {
          letGo.add(total - evicted);
          evicted = total;
          faults.overflow(pack, total, at);
        }
      }

      @Override
      public void settle(String pack, Runnable kept) {
        parts.sink().settle(pack, kept);
      }

      @Override
      public @Nullable Prepared prepared(String pack, String version) {
        return prepared.get(pack + "/" + version);
      }
    };
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
