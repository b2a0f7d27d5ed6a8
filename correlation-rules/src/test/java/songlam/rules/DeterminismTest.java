package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.event.RawRecord;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.testing.LongRun;

/**
 * Live = replay = backtest, on random stories of attacks with documents that have ids of their own:
 * read live in batches of any size by lives that are cut short at random, read again in one go, and
 * run pack by pack without any thread, they make the same alerts (id, evidence, reason). So does
 * any order of arrival within the bound. A source that was off for two hours has its alerts marked
 * late.
 */
@Timeout(3_600)
class DeterminismTest {
  private static final int STORIES = 2;
  private static final int ATTACKERS = 40;
  private static final long MINUTE = 60_000;
  private static final long TWO_HOURS = 120 * MINUTE;
  private static final int LATENESS = 450;

  private final List<Pack> packs = ShippedPacks.read();

  @TempDir Path folder;

  @Test
  @Tag(LongRun.DETERMINISM)
  void liveWithCrashesReplayAndBacktestAgree() {
    LongRun.each(LongRun.DETERMINISM, 0, STORIES, this::crashed);
  }

  private void crashed(long seed) throws Exception {
    List<Entry> told = told(seed, 1, true);
    Map<String, String> backtest = backtest(told);
    assertTrue(backtest.size() >= ATTACKERS, "alerts: " + backtest.size());
    assertEquals(backtest, run(told, 1_000, List.of(), "replay-" + seed), "replay");
    Random random = new Random(seed);
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cuts.add(told.size() * (i + 1) / 4 + random.nextInt(told.size() / 8));
    }
    assertEquals(
        backtest, run(told, 1 + random.nextInt(40), cuts, "live-" + seed), "crashes at " + cuts);
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void theOrderOfArrivalWithinTheBoundChangesNothing() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        STORIES,
        seed -> {
          Map<String, String> one = backtest(told(seed, 1, false));
          assertEquals(one, backtest(told(seed, 2, false)));
          assertTrue(
              one.values().stream().noneMatch(text -> text.startsWith("late")), "none is late");
        });
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void whatComesTwoHoursLateIsMarkedLateAndTouchesNobodyElse() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        STORIES,
        seed -> {
          Map<String, String> alerts = backtest(told(seed, 1, true));
          Map<String, String> onTime = backtest(told(seed, 1, false));
          Map<String, String> late = new TreeMap<>(alerts);
          late.values().removeIf(text -> !text.startsWith("late"));
          assertTrue(late.size() >= 3, "late: " + late.size());
          Map<String, String> others = new TreeMap<>(alerts);
          others.keySet().removeAll(late.keySet());
          others.forEach((id, text) -> assertEquals(onTime.get(id), text, "nobody is touched"));
        });
  }

  /**
   * @param order seed of the delays, each within the bound
   * @param gap whether a forwarder that was off sends what is two hours old
   */
  private static List<Entry> told(long seed, int order, boolean gap) {
    Random what = new Random(seed);
    Random when = new Random(order);
    Story story = new Story();
    int number = 0;
    for (int attacker = 0; attacker < ATTACKERS; attacker++) {
      long at = Story.TEN + 5_000 + what.nextInt(60_000);
      for (int i = 0; i < 30; i++) {
        at += what.nextInt(3_000);
        guess(story, number++, at, at + when.nextInt(LATENESS), "web-" + attacker % 9, attacker);
      }
    }
    for (int i = 0; gap && i < 3 * 30; i++) {
      long at = Story.TEN - TWO_HOURS + i * 700L;
      guess(story, number++, at, Story.TEN + 2 * MINUTE + i * 2L, "fw-01", 200 + i % 3);
    }
    return story.until(Story.TEN + 30 * MINUTE);
  }

  private static void guess(Story story, int number, long at, long received, String host, int who) {
    Map<String, Object> fields =
        Map.of(
            "event.category",
            "authentication",
            "event.type",
            "start",
            "event.outcome",
            "failure",
            "source.ip",
            "203.0.113." + who,
            "host.name",
            host,
            "user.name",
            "u" + number % 5);
    story.document(received, at, "syslog", "198.51.100.1", "doc-" + number, fields);
  }

  /** The whole platform on this journal, read in batches of so many, killed at these places. */
  private Map<String, String> run(List<Entry> told, int batch, List<Integer> cuts, String name)
      throws Exception {
    GivenJournal journal = new GivenJournal(told).inBatchesOf(batch);
    InMemorySystemStore system = new InMemorySystemStore();
    KeptAlerts kept = new KeptAlerts();
    for (int cut : cuts) {
      PlatformLife mortal =
          new PlatformLife(
              packs, folder.resolve(name + cut), journal.upTo(cut), system, kept, false);
      while (!mortal.hasReadAll()) {
        Thread.onSpinWait();
      }
      mortal.kill();
    }
    PlatformLife last = new PlatformLife(packs, folder.resolve(name), journal, system, kept, false);
    while (!last.hasReadAll()) {
      Thread.sleep(5);
    }
    last.close();
    return texts(kept.kept());
  }

  /** Pack by pack, event by event, on this thread. */
  private Map<String, String> backtest(List<Entry> told) {
    Map<String, Alert> alerts = new TreeMap<>();
    for (Pack pack : packs) {
      try (PackEngine engine =
          new PackEngine(pack, alert -> alerts.put(alert.id(), alert), _ -> true)) {
        EcsNormaliser normaliser =
            new EcsNormaliser(
                Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
        for (int offset = 0; offset < told.size(); offset++) {
          switch (told.get(offset)) {
            case Entry.Received(RawRecord record) ->
                engine.on(FieldsParser.detected(record, offset, normaliser, 500));
            case Entry.Tick(long at) -> engine.tick(at);
            case Entry.Refused _, Entry.Dropped _, Entry.Activated _, Entry.Switched _ ->
                throw new IllegalStateException("none of these is told of");
          }
        }
      }
    }
    return texts(alerts);
  }

  private static Map<String, String> texts(Map<String, Alert> alerts) {
    Map<String, String> texts = new TreeMap<>();
    alerts.forEach(
        (id, alert) -> texts.put(id, (alert.late() ? "late " : "") + AlertText.whole(alert)));
    return texts;
  }
}
