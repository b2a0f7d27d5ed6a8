package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
import songlam.core.detect.Detector;
import songlam.core.event.EcsField;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.JournalStretch;
import songlam.core.pipeline.RuleSet;
import songlam.core.pipeline.RuleShelf;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.pipeline.StoreWriter;
import songlam.testing.LongRun;

/**
 * Rules are released, watched, changed and retired, an exception begins and ends, and what a field
 * means changes, while a journal is read by lives that are cut short at random, some between a
 * change and its entry. Alerts (id, evidence, reason) and what is stored of findings are those of
 * one undisturbed life, and a backtest finds what was found live.
 */
@Timeout(600)
class RuleChangesTest {
  private static final int STORIES = 2;
  private static final int DEEDS = 1_500;

  @TempDir private Path folder;

  @Test
  @Tag(LongRun.DETERMINISM)
  void livesCutShortFindWhatOneLifeFinds() {
    LongRun.each(LongRun.DETERMINISM, 0, STORIES, this::changed);
  }

  private void changed(long seed) throws Exception {
    Random random = new Random(seed);
    List<RuleSet> sets = new ChangedRules(folder.resolve("all-" + seed)).all();
    List<Integer> places = new ArrayList<>();
    List<Entry> told = Deeds.told(DEEDS, random, changes(sets), places);
    Map<String, String> stored = new TreeMap<>();
    Map<String, String> alerts = undisturbed(told, sets, stored, "one-" + seed);
    assertEquals(
        ChangedRules.PACK_RULES, ruleIds(alerts), "every rule of the pack raised something");
    assertTrue(stored.size() == DEEDS && Set.copyOf(stored.values()).size() > 6, "" + stored);

    Disturbed disturbed = new Disturbed(seed, told, places);
    assertEquals(alerts, disturbed.run(random), "alerts, seed " + seed);
    assertEquals(stored, disturbed.stored, "findings in what is stored, seed " + seed);
    assertEquals(stored, backtest(told, disturbed), "findings of a backtest, seed " + seed);
  }

  private static List<Entry> changes(List<RuleSet> sets) {
    return sets.stream()
        .skip(1)
        .map(set -> (Entry) new Entry.Detecting(set.name(), Story.TEN))
        .toList();
  }

  private static Set<String> ruleIds(Map<String, String> alerts) {
    Set<String> ids = new TreeSet<>();
    alerts.values().forEach(text -> ids.add(text.split(" \\| ")[1]));
    return ids;
  }

  /** All sets at hand, built beforehand: none is ever built again. */
  private Map<String, String> undisturbed(
      List<Entry> told, List<RuleSet> sets, Map<String, String> stored, String name)
      throws Exception {
    KeptAlerts kept = new KeptAlerts();
    PlatformLife life =
        new PlatformLife(
            List.of(ChangedRules.pack()),
            new AtHand(sets),
            folder.resolve(name),
            new GivenJournal(told),
            new InMemorySystemStore(),
            kept,
            documents -> note(documents, stored));
    while (!life.hasReadAll()) {
      Thread.sleep(5);
    }
    life.close();
    return texts(kept);
  }

  /** The findings of every event that is kept, by its id; one created again must say the same. */
  private static StoreWriter.Outcome note(
      List<StoreWriter.Document> documents, Map<String, String> stored) {
    for (StoreWriter.Document document : documents) {
      String found =
          String.valueOf(new TreeSet<>(document.event().texts(EcsField.SONGLAM_FINDING_RULES)));
      String before = stored.put(document.event().documentId(), found);
      if (before != null && !before.equals(found)) {
        stored.put(document.event().documentId(), "first " + before + ", again " + found);
      }
    }
    return StoreWriter.Outcome.ALL_STORED;
  }

  private static Map<String, String> texts(KeptAlerts kept) {
    Map<String, String> texts = new TreeMap<>();
    kept.kept().forEach((id, alert) -> texts.put(id, AlertText.whole(alert)));
    return texts;
  }

  private Map<String, String> backtest(List<Entry> told, Disturbed lived) {
    JournalStretch stretch =
        new JournalStretch(
            new GivenJournal(told),
            "n1",
            PlatformLife.types(),
            new EcsNormaliser(
                    Terrain.empty(),
                    EcsNormaliser.ClockSettings.DEFAULT,
                    (_, _, _, _) -> {},
                    Set.of())
                ::normalise,
            lived.rules.begin(lived.system),
            lived.system);
    Map<String, String> found = new TreeMap<>();
    stretch.read(
        detected ->
            found.put(
                detected.event().documentId(),
                String.valueOf(
                    new TreeSet<>(detected.event().texts(EcsField.SONGLAM_FINDING_RULES)))),
        _ -> {},
        _ -> {},
        () -> false);
    return found;
  }

  /** Lives one after the other over one journal, one system store and one folder of rules. */
  private final class Disturbed {
    private final long seed;
    private final List<Entry> told;
    private final List<Integer> places;
    private final GivenJournal journal;
    private final ChangedRules rules;
    private final InMemorySystemStore system = new InMemorySystemStore();
    private final KeptAlerts kept = new KeptAlerts();
    private final Map<String, String> stored = new TreeMap<>();
    private boolean isAway;

    /** How many changes people have made. */
    private int made;

    Disturbed(long seed, List<Entry> told, List<Integer> places) {
      this.seed = seed;
      this.told = told;
      this.places = places;
      this.journal = new GivenJournal(told).inBatchesOf(20 + Math.floorMod(seed * 37, 60));
      this.rules = new ChangedRules(folder.resolve("rules-" + seed));
    }

    Map<String, String> run(Random random) throws Exception {
      int lives = 6;
      int from = 0;
      for (int life = 1; life < lives; life++) {
        int cut = told.size() * life / lives + random.nextInt(told.size() / lives);
        // Some end right behind a change, some right before its entry: decided, and not told yet.
        int place = places.get(random.nextInt(places.size()));
        int end = life % 3 == 0 || place <= from ? cut : place + life % 2 * random.nextInt(3);
        if (end <= from) {
          continue;
        }
        isAway = random.nextBoolean();
        live(from, end, false);
        from = end;
      }
      isAway = false;
      live(from, told.size(), true);
      return texts(kept);
    }

    private void live(int from, int end, boolean isLast) throws Exception {
      GivenJournal mine = journal.upTo(from);
      RuleShelf shelf = rules.begin(system);
      PlatformLife life =
          new PlatformLife(
              List.of(ChangedRules.pack()),
              shelf,
              folder.resolve(seed + "-" + from),
              mine,
              system,
              kept,
              this::store);
      while (made < places.size() && places.get(made) <= end) {
        if (places.get(made) < end) {
          mine.growTo(Math.max(from, places.get(made)));
        }
        made++;
        rules.change(made);
      }
      mine.growTo(end);
      while (!life.hasReadAll()) {
        Thread.sleep(1);
      }
      assertEquals(0, life.lostRuleSets());
      if (isLast) {
        life.close();
      } else {
        Thread.sleep(Math.floorMod(seed * end, 90));
        life.kill();
      }
      assertTrue(life.packs().off().isEmpty());
    }

    private StoreWriter.Outcome store(List<StoreWriter.Document> documents) {
      if (isAway) {
        throw new StoreAwayException("connection refused", new IllegalStateException());
      }
      return note(documents, stored);
    }
  }

  /** Every set as it was built first. */
  private static final class AtHand implements RuleShelf {
    private final RuleSet first;
    private final Map<String, RuleSet> all = new HashMap<>();

    AtHand(List<RuleSet> sets) {
      first = sets.getFirst();
      sets.forEach(set -> all.put(set.name(), set));
    }

    @Override
    public RuleSet current() {
      return first;
    }

    @Override
    public Optional<Detector> find(String name) {
      return Optional.ofNullable(all.get(name)).map(RuleSet::detector);
    }

    @Override
    public Set<String> names() {
      return Set.copyOf(all.keySet());
    }

    @Override
    public void forget(String name) {}
  }
}
