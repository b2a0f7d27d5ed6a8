package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.StoreWriter;

/** Three kills in the middle of a hundred attacks: the alerts are those of an undisturbed run. */
@Timeout(240)
class RestartTest {
  private static final int ATTACKERS = 130;

  private final List<Pack> packs = ShippedPacks.read();
  private final Detector detector = SigmaRules.shipped().detector();
  private final GivenJournal journal = new GivenJournal(attacks());

  @TempDir Path folder;

  @Test
  void threeKillsChangeNoAlert() throws Exception {
    KeptAlerts undisturbed = new KeptAlerts();
    live(new InMemorySystemStore(), undisturbed, 0, PlatformLife::stored, "undisturbed");
    assertTrue(undisturbed.kept().size() >= ATTACKERS, "alerts: " + undisturbed.kept().size());
    for (long seed = 1; seed <= 2; seed++) {
      StoreWriter store = seed == 2 ? PlatformLife::away : PlatformLife::stored;
      KeptAlerts killed = new KeptAlerts();
      live(new InMemorySystemStore(), killed, seed, store, "killed-" + seed);
      assertEquals(whole(undisturbed), whole(killed), "seed " + seed);
      assertEquals(
          killed.announced().stream().distinct().count(),
          killed.announced().size(),
          "none is announced twice");
    }
  }

  /** Runs the whole journal, killed three times unless the seed is 0. */
  private void live(
      InMemorySystemStore system, KeptAlerts kept, long seed, StoreWriter store, String name)
      throws Exception {
    Random random = new Random(seed);
    long all = journal.end();
    for (int life = 1; seed > 0 && life <= 3; life++) {
      long upTo = all * (2 + life) / 8 + random.nextInt((int) all / 16);
      PlatformLife mortal =
          new PlatformLife(
              packs,
              detector,
              folder.resolve(name + life),
              journal.upTo(upTo),
              system,
              kept,
              store);
      while (!mortal.hasReadAll()) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(120));
      mortal.kill();
      assertTrue(mortal.packs().off().isEmpty());
    }
    PlatformLife last =
        new PlatformLife(
            packs, detector, folder.resolve(name), journal.upTo(all), system, kept, store);
    while (!last.hasReadAll()) {
      Thread.sleep(5);
    }
    last.close();
    assertTrue(last.packs().off().isEmpty());
  }

  private static Map<String, String> whole(KeptAlerts alerts) {
    Map<String, String> texts = new TreeMap<>();
    alerts.kept().forEach((id, alert) -> texts.put(id, AlertText.whole(alert)));
    return texts;
  }

  @Test
  void aHundredAlertsAreOpenAtEachOfTheKills() throws Exception {
    for (int eighths = 3; eighths <= 5; eighths++) {
      KeptAlerts kept = new KeptAlerts();
      PlatformLife life =
          new PlatformLife(
              packs,
              detector,
              folder.resolve("open-" + eighths),
              journal.upTo(journal.end() * eighths / 8),
              new InMemorySystemStore(),
              kept,
              PlatformLife::stored);
      while (!life.hasReadAll()) {
        Thread.sleep(5);
      }
      life.close();
      long open =
          kept.kept().values().stream()
              .map(Alert::condition)
              .filter(condition -> condition == Condition.ACTIVE)
              .count();
      assertTrue(open >= 100, "open at " + eighths + "/8: " + open);
    }
  }

  @Test
  void anAttackThatGoesOnDoesNotHoldTheJournal() throws Exception {
    GivenJournal half = journal.upTo(journal.end() / 2);
    PlatformLife life =
        new PlatformLife(
            packs,
            detector,
            folder.resolve("journal"),
            half,
            new InMemorySystemStore(),
            new KeptAlerts(),
            PlatformLife::stored);
    long read = half.end();
    while (half.released() < read * 9 / 10) {
      Thread.sleep(5);
      half.growTo(Math.min(half.end() + 1, journal.end()));
    }
    life.kill();
    assertTrue(half.released() <= half.written());
  }

  private static List<Entry> attacks() {
    Random random = new Random(7);
    Story story = new Story();
    for (int i = 0; i < ATTACKERS; i++) {
      String host = "web-" + i % 40;
      String from = "203.0.113." + i;
      long start = Story.TEN + random.nextInt(20_000);
      story.guesses(host, from, start, 100, 5_000 + random.nextInt(900), random.nextInt(400));
    }
    return story.until(Story.TEN + 45 * 60_000);
  }
}
