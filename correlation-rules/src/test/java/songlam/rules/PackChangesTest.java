package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.PackVersion;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.InForce;
import songlam.core.rule.KeptPacks;
import songlam.core.rule.RuleLives;
import songlam.core.rule.Shipped;
import songlam.testing.LongRun;

/**
 * Packs are released, watched, changed, retired and released again, an exception begins and ends,
 * what a field means changes and so does what ships, while a journal is read by lives that are cut
 * short at random: between a change and its entry, or between the entry and the snapshot behind it.
 * Alerts (id, evidence, reason) are those of one undisturbed life.
 */
@Timeout(600)
class PackChangesTest {
  private static final int STORIES = 2;
  private static final int DEEDS = 900;

  @TempDir private Path folder;

  @Test
  @Tag(LongRun.DETERMINISM)
  void livesCutShortRaiseWhatOneLifeRaises() {
    LongRun.each(LongRun.DETERMINISM, 0, STORIES, this::changed);
  }

  @Test
  void whatShipsIsMadeAgainOfWhatIsKept() {
    RuleLives lives = new RuleLives(folder, Shipped.read(), Clock.systemUTC(), false);
    InForce inForce = InForce.of(lives);
    KeptPacks kept = new KeptPacks(new InMemorySystemStore());
    kept.keep(inForce);
    assertTrue(inForce.packs().size() > 5, "packs: " + inForce.packs().keySet());
    inForce
        .packs()
        .forEach(
            (id, pack) ->
                assertEquals(
                    pack.version(),
                    kept.find(new PackVersion(id, pack.version())).orElseThrow().version()));
  }

  private void changed(long seed) throws Exception {
    Random random = new Random(seed);
    List<Map<String, Pack>> packs = new ChangedPacks(folder.resolve("all-" + seed)).all();
    List<Integer> places = new ArrayList<>();
    List<Entry> changes = new ArrayList<>();
    packs.stream()
        .skip(1)
        .forEach(now -> changes.add(new Entry.Correlating(ChangedPacks.versions(now), Story.TEN)));
    assertEquals(changes.size(), Set.copyOf(changes).size(), "each change makes a version");
    List<Entry> told = Deeds.told(DEEDS, random, changes, places);
    Map<String, String> alerts = undisturbed(told, packs, "one-" + seed);
    assertEquals(ChangedPacks.RULES, ruleIds(alerts), "every rule raised something");
    Disturbed disturbed = new Disturbed(seed, told, places);
    assertEquals(alerts, disturbed.run(random), "alerts, seed " + seed);
    assertEquals(List.of(), disturbed.lost);
  }

  private static Set<String> ruleIds(Map<String, String> alerts) {
    Set<String> ids = new TreeSet<>();
    alerts.values().forEach(text -> ids.add(text.split(" \\| ")[1]));
    return ids;
  }

  /** All packs at hand, read beforehand: none is ever made again. */
  private Map<String, String> undisturbed(
      List<Entry> told, List<Map<String, Pack>> packs, String name) throws Exception {
    KeptAlerts kept = new KeptAlerts();
    PlatformLife life =
        new PlatformLife(
            List.copyOf(packs.getFirst().values()),
            new AtHand(packs),
            RuleShelf.of(ChangedPacks.detector()),
            folder.resolve(name),
            new GivenJournal(told),
            new InMemorySystemStore(),
            kept,
            PlatformLife::stored);
    while (!life.hasReadAll()) {
      Thread.sleep(5);
    }
    life.close();
    assertEquals(List.of(), life.lostPacks());
    return texts(kept);
  }

  private static Map<String, String> texts(KeptAlerts kept) {
    Map<String, String> texts = new TreeMap<>();
    kept.kept().forEach((id, alert) -> texts.put(id, AlertText.whole(alert)));
    return texts;
  }

  /** Lives one after the other over one journal, one system store and one folder of rules. */
  private final class Disturbed {
    private final long seed;
    private final List<Entry> told;
    private final List<Integer> places;
    private final GivenJournal journal;
    private final ChangedPacks packs;
    private final InMemorySystemStore system = new InMemorySystemStore();
    private final KeptAlerts kept = new KeptAlerts();
    private final List<String> lost = new ArrayList<>();

    /** How many changes people have made. */
    private int made;

    Disturbed(long seed, List<Entry> told, List<Integer> places) {
      this.seed = seed;
      this.told = told;
      this.places = places;
      this.journal = new GivenJournal(told).inBatchesOf(20 + Math.floorMod(seed * 37, 60));
      this.packs = new ChangedPacks(folder.resolve("packs-" + seed));
    }

    Map<String, String> run(Random random) throws Exception {
      int lives = 8;
      int from = 0;
      for (int life = 1; life < lives; life++) {
        int cut = told.size() * life / lives + random.nextInt(told.size() / lives);
        // Some end right behind a change, some right before its entry: decided, and not told yet.
        int place = places.get(random.nextInt(places.size()));
        int end = life % 3 == 0 || place <= from ? cut : place + life % 2 * random.nextInt(60);
        if (end <= from) {
          continue;
        }
        live(from, end, random.nextInt(4), false);
        from = end;
      }
      live(from, told.size(), Integer.MAX_VALUE, true);
      return texts(kept);
    }

    /**
     * @param keeping so many changes into the life the last snapshot counts that it keeps: what
     *     comes behind is read again by the next, under the versions that held
     */
    private void live(int from, int end, int keeping, boolean isLast) throws Exception {
      GivenJournal mine = journal.upTo(from);
      PackShelf former = packs.begin(system);
      PlatformLife life =
          new PlatformLife(
              List.copyOf(packs.inForce().values()),
              former,
              RuleShelf.of(ChangedPacks.detector()),
              folder.resolve(seed + "-" + from),
              mine,
              system,
              kept,
              PlatformLife::stored);
      if (made > 0 && places.get(made - 1) == from) {
        life.correlateWith(packs.inForce());
      }
      for (int left = keeping; made < places.size() && places.get(made) <= end; left--) {
        if (places.get(made) < end) {
          mine.growTo(Math.max(from, places.get(made)));
          read(life);
        }
        if (left == 0) {
          life.keepNothingMore();
        }
        made++;
        packs.change(made);
        if (places.get(made - 1) < end) {
          life.correlateWith(packs.inForce());
        }
      }
      mine.growTo(end);
      read(life);
      if (isLast) {
        life.close();
      } else {
        Thread.sleep(Math.floorMod(seed * end, 90));
        life.kill();
      }
      assertTrue(life.packs().off().isEmpty());
      lost.addAll(life.lostPacks());
    }

    private static void read(PlatformLife life) throws InterruptedException {
      while (!life.hasReadAll()) {
        Thread.sleep(1);
      }
    }
  }

  /** Every version as it was read first. */
  private static final class AtHand implements PackShelf {
    private final Map<PackVersion, Pack> all = new HashMap<>();

    AtHand(List<Map<String, Pack>> packs) {
      packs.forEach(
          some ->
              some.values().forEach(one -> all.put(new PackVersion(one.id(), one.version()), one)));
    }

    @Override
    public Optional<Pack> find(PackVersion version) {
      return Optional.ofNullable(all.get(version));
    }

    @Override
    public void keepOnly(Set<PackVersion> needed) {}
  }
}
