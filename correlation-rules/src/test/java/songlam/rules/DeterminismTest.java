package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.StoreWriter;
import songlam.core.store.InMemoryEventStore;
import songlam.testing.LongRun;

/**
 * Live = replay = backtest, on random stories of attacks with documents that have ids of their own,
 * with Sigma rules, correlations over them and every shape of condition: read live in batches of
 * any size by lives that are cut short at random, read again in one go, and backtested pack by pack
 * on one thread, they make the same alerts (id, evidence, reason). So does any order of arrival
 * within the bound, and so does what is stored when nothing came late. A source that was off for
 * two hours has its alerts marked late.
 */
@Timeout(3_600)
class DeterminismTest {
  private static final int STORIES = 2;
  private static final int ATTACKERS = 40;
  private static final long MINUTE = 60_000;
  private static final long TWO_HOURS = 120 * MINUTE;
  private static final int LATENESS = 450;

  @TempDir static Path folder;
  private static RulesInForce rules;

  @BeforeAll
  static void read() {
    rules = new RulesInForce(folder.resolve("rules"));
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void liveWithCrashesReplayAndBacktestAgree() {
    LongRun.each(LongRun.DETERMINISM, 0, STORIES, this::crashed);
  }

  private void crashed(long seed) throws Exception {
    List<Entry> told = told(seed, 1, true);
    Map<String, Alert> alerts = rules.backtest(told);
    Map<String, String> backtest = texts(alerts);
    assertTrue(backtest.size() >= ATTACKERS, "alerts: " + backtest.size());
    Set<String> raised = new TreeSet<>();
    alerts.values().forEach(alert -> raised.add(alert.rule()));
    Set<String> missing = new TreeSet<>(Set.of("security/finding-on-host"));
    RulesInForce.SHAPES.forEach(shape -> missing.add(RulesInForce.OWN + "/" + shape));
    missing.removeAll(raised);
    assertEquals(Set.of(), missing, "rules that raised nothing, of " + raised);
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
          Map<String, String> one = texts(rules.backtest(told(seed, 1, false)));
          assertEquals(one, texts(rules.backtest(told(seed, 2, false))));
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
          Map<String, String> alerts = texts(rules.backtest(told(seed, 1, true)));
          Map<String, String> onTime = texts(rules.backtest(told(seed, 1, false)));
          Map<String, String> late = new TreeMap<>(alerts);
          late.values().removeIf(text -> !text.startsWith("late"));
          assertTrue(late.size() >= 3, "late: " + late.size());
          Map<String, String> others = new TreeMap<>(alerts);
          others.keySet().removeAll(late.keySet());
          others.forEach((id, text) -> assertEquals(onTime.get(id), text, "nobody is touched"));
        });
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void whatIsStoredSaysTheSameOfWhatCameOnTimeAndCountsTheRest() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        1,
        seed -> {
          for (boolean gap : List.of(false, true)) {
            InMemoryEventStore store = new InMemoryEventStore();
            Map<String, String> live =
                run(told(seed, 1, gap), 500, List.of(), "stored-" + gap + seed, store);
            List<Long> late = new ArrayList<>();
            Map<String, String> stored = texts(rules.backtest(store, late));
            if (gap) {
              assertEquals(90, Collections.max(late), "events that came late");
            } else {
              assertEquals(live, stored);
              assertEquals(0, Collections.max(late));
            }
          }
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
    for (int host = 0; host < 6; host++) {
      long at = Story.TEN + 5_000 + what.nextInt(60_000);
      for (int i = 0; i < 25; i++) {
        at += what.nextInt(4_000);
        String deed = i < 2 ? "ab".substring(i, i + 1) : what.nextInt(3) == 0 ? "b" : "a";
        boolean isLast = i == 24 && host % 2 == 0;
        deed(story, number++, at, at + when.nextInt(LATENESS), "db-" + host, isLast ? "c" : deed);
      }
    }
    for (int i = 0; gap && i < 3 * 30; i++) {
      long at = Story.TEN - TWO_HOURS + i * 700L;
      guess(story, number++, at, Story.TEN + 2 * MINUTE + i * 2L, "fw-01", 200 + i % 3);
    }
    List<Entry> told = new ArrayList<>(story.until(Story.OVER));
    // The end of a trial, so that what waits is judged in all of them.
    told.add(new Entry.Tick(Story.OVER + MINUTE));
    told.add(new Entry.Tick(Story.OVER + MINUTE + 1_000));
    return told;
  }

  private static void deed(
      Story story, int number, long at, long received, String host, String deed) {
    Map<String, Object> fields =
        Map.of(
            "event.dataset",
            "system.auth",
            "host.os.type",
            "linux",
            "process.name",
            "sshd",
            "event.action",
            deed,
            "host.name",
            host,
            "user.name",
            "u" + number % 6,
            "source.ip",
            "203.0.113." + (100 + number % 7));
    story.document(received, at, "syslog", "198.51.100.2", "deed-" + number, fields);
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
  private static Map<String, String> run(
      List<Entry> told, int batch, List<Integer> cuts, String name) throws Exception {
    return run(told, batch, cuts, name, PlatformLife::stored);
  }

  private static Map<String, String> run(
      List<Entry> told, int batch, List<Integer> cuts, String name, StoreWriter store)
      throws Exception {
    GivenJournal journal = new GivenJournal(told).inBatchesOf(batch);
    InMemorySystemStore system = new InMemorySystemStore();
    KeptAlerts kept = new KeptAlerts();
    for (int cut : cuts) {
      PlatformLife mortal =
          life(folder.resolve(name + cut), journal.upTo(cut), system, kept, store);
      while (!mortal.hasReadAll()) {
        Thread.sleep(0, 200_000);
      }
      mortal.kill();
    }
    PlatformLife last = life(folder.resolve(name), journal, system, kept, store);
    while (!last.hasReadAll()) {
      Thread.sleep(5);
    }
    last.close();
    return texts(kept.kept());
  }

  private static PlatformLife life(
      Path files, GivenJournal journal, SystemStore system, KeptAlerts kept, StoreWriter store) {
    return new PlatformLife(rules.packs(), rules.detector(), files, journal, system, kept, store);
  }

  private static Map<String, String> texts(Map<String, Alert> alerts) {
    Map<String, String> texts = new TreeMap<>();
    RulesInForce.told(alerts)
        .forEach(
            (id, alert) -> texts.put(id, (alert.late() ? "late " : "") + AlertText.whole(alert)));
    return texts;
  }
}
