package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.Detected;

/**
 * How packs come to be at work: with nothing at the very first start, from their snapshots at any
 * other, or where the journal says that one begins. For one thread.
 */
final class PackStarts {
  private static final Logger LOG = LoggerFactory.getLogger(PackStarts.class);

  private final Packs.Parts parts;
  private final PackVersions versions;
  private final PackFaults faults;
  private final Map<String, PackMemory> memories = new ConcurrentHashMap<>();
  private final LongAdder letGo = new LongAdder();

  PackStarts(Packs.Parts parts, PackVersions versions, PackFaults faults) {
    this.parts = parts;
    this.versions = versions;
    this.faults = faults;
  }

  /** Whether no pack was ever at work here. */
  boolean isFirst() {
    return PackMemory.packs(parts.system()).isEmpty();
  }

  /** A pack that holds from the beginning on. */
  PackAgent first(PackVersions.Compiled version) {
    return at(0, version);
  }

  /** Every pack that had not ended, as it was when its snapshot was kept. */
  List<PackAgent> again() {
    List<PackAgent> agents = new ArrayList<>();
    for (String pack : PackMemory.packs(parts.system())) {
      memory(pack)
          .recall()
          .filter(snapshot -> !snapshot.isOfNone())
          .ifPresent(snapshot -> again(pack, snapshot, agents));
    }
    return agents;
  }

  private void again(String pack, PackMemory.Snapshot snapshot, List<PackAgent> agents) {
    PackVersions.Compiled version =
        snapshot.version() == null
            ? versions.now(pack)
            : versions.find(new PackVersion(pack, snapshot.version()));
    if (version == null) {
      return;
    }
    PackEngine engine = engine(version);
    try {
      if (snapshot.isOfFailure()) {
        faults.begunAnew(pack);
      } else {
        engine.restore(snapshot.state());
      }
    } catch (RuntimeException e) {
      LOG.error("pack {}: its snapshot cannot be read; its windows begin empty", pack, e);
      faults.pack(pack, "snapshot", e);
      engine.close();
      engine = engine(version);
    }
    agents.add(agent(engine, snapshot.next()));
  }

  /**
   * A pack that holds from this place of the journal on. That it does is kept at once: what an
   * earlier one knew is not taken up.
   */
  PackAgent at(long offset, PackVersions.Compiled version) {
    PackEngine engine = engine(version);
    memory(version.pack().id()).keep(offset, version.pack().version(), engine.save());
    return agent(engine, offset);
  }

  /** Offset behind all that is in the pack's latest snapshot. */
  long known(String pack) {
    return memory(pack).keptUpTo();
  }

  /** The versions that snapshots are of. */
  Set<PackVersion> inSnapshots() {
    Set<PackVersion> all = new HashSet<>();
    for (String pack : PackMemory.packs(parts.system())) {
      String version = memory(pack).keptVersion();
      if (version != null) {
        all.add(new PackVersion(pack, version));
      }
    }
    return all;
  }

  /** Keys, episodes and held events that had to go for want of room. */
  long letGo() {
    return letGo.sum();
  }

  private PackMemory memory(String pack) {
    return memories.computeIfAbsent(pack, id -> new PackMemory(parts.system(), id));
  }

  private PackAgent agent(PackEngine engine, long startAt) {
    PackMemory memory = memory(engine.pack().id());
    return new PackAgent(engine, memory, startAt, ofAgent(engine.evicted()), parts.snapshotEvery());
  }

  private PackEngine engine(PackVersions.Compiled version) {
    Pack pack = version.pack();
    return new PackEngine(
        pack, version.rules(), parts.sink(), parts.enabled(), ofEngine(pack.id()));
  }

  private Surroundings ofEngine(String pack) {
    return new Surroundings() {
      @Override
      public void late(Detected detected) {
        faults.late(detected);
      }

      @Override
      public boolean join(String look, LateJoin join) {
        return parts.joins().join(look, join);
      }

      @Override
      public void ruleFailed(String rule, String why) {
        faults.rule(pack, rule, why);
        parts.sink().broken(pack, rule, why);
      }
    };
  }

  /**
   * @param before what was let go in earlier lives, and told of then
   */
  private PackAgent.Surroundings ofAgent(long before) {
    return new PackAgent.Surroundings() {
      private long evicted = before;

      @Override
      public void failed(String pack, Throwable why) {
        faults.pack(pack, "pack", why);
        parts.sink().broken(pack, null, String.valueOf(why.getMessage()));
      }

      @Override
      public void evicted(String pack, long total) {
        if (total > evicted) {
          letGo.add(total - evicted);
          evicted = total;
          faults.overflow(pack, total);
        }
      }

      @Override
      public void settle(String pack, Runnable kept) {
        parts.sink().settle(pack, kept);
      }
    };
  }
}
