package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.testing.LongRun;

/** An attack that the lateness bound cuts in two is found as if all of it had come on time. */
class LateJoinTest {
  private static final int SEEDS = 6;
  private static final long QUIET = 20_000;
  private static final EventId ID = new EventId("n1", 0, 0, 0);

  private final LateTrial trial = new LateTrial();
  private final Pack pack = trial.pack();
  private final ContainedRules code = trial.code();

  @Test
  @Tag(LongRun.DETERMINISM)
  void whateverComesLateNoAlertOfTheStreamOnTimeIsMissingAndNoneIsInvented() {
    Map<String, Integer> joined = joined(trial, 30);
    assertTrue(
        LongRun.isOn() || joined.size() == pack.rules().size() - 1,
        "every rule but the rhythm had an attack cut in two: " + joined);
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void soItIsWithWhatIsJudgedByWhatIsUsual() {
    Map<String, String> faster = Map.of("faster", TrialPack.condition("faster"));
    assertFalse(joined(new LateTrial(TrialPack.with(faster, "")), 3).isEmpty());
  }

  /** How many alerts of each rule only looking anew has found. */
  private static Map<String, Integer> joined(LateTrial trial, int keys) {
    Map<String, Integer> joined = new TreeMap<>();
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        SEEDS,
        seed -> {
          Random random = new Random(seed);
          List<Event> events = TrialStream.events(random, 1_500, keys);
          List<TrialStream.Step> onTime = TrialStream.received(events, new Random(1), 0);
          List<TrialStream.Step> split = LateTrial.split(events, random);
          List<Alert> expected = trial.run(onTime, 0).all();
          LateTrial.Raised raised = trial.run(split, 0);
          for (Alert alert : expected) {
            assertTrue(
                raised.all().stream().anyMatch(one -> same(trial, one, alert)),
                () -> seed + ": missing " + TrialPack.content(alert));
          }
          for (Alert alert : raised.joined()) {
            assertTrue(alert.late());
            assertEquals(Condition.RETURNED, alert.condition());
            for (Alert live : raised.all()) {
              assertTrue(
                  live.late() || !overlap(trial, live, alert),
                  () -> seed + ": twice " + TrialPack.content(alert));
            }
            assertTrue(
                expected.stream().anyMatch(one -> same(trial, one, alert)),
                () -> seed + ": invented " + TrialPack.content(alert));
            joined.merge(alert.rule(), 1, Integer::sum);
          }
        });
    return joined;
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void aRestartAtAnyPointJoinsTheSame() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        SEEDS,
        seed -> {
          List<Event> events = TrialStream.events(new Random(seed), 1_500, 30);
          List<TrialStream.Step> steps = LateTrial.split(events, new Random(seed + 1));
          Map<String, String> once = LateTrial.contents(trial.run(steps, 0).joined());
          assertFalse(once.isEmpty());
          assertEquals(once, LateTrial.contents(trial.run(steps, 3 + seed).joined()));
        });
  }

  @Test
  void halfAnAttackInTimeAndHalfALateIsOneAlertThatNamesAll() {
    List<Event> events = new ArrayList<>();
    for (Event event : TrialStream.events(new Random(3), 4_000, 400)) {
      if ("a".equals(event.text(EcsField.EVENT_ACTION))) {
        events.add(event.toBuilder().set(EcsField.SOURCE_IP, "192.0.2.1").build(event.id()));
      }
    }
    List<Event> attack = events.subList(0, 6);
    List<TrialStream.Step> steps = new ArrayList<>();
    long at = attack.getLast().timestamp();
    for (int i = 0; i < 6; i += 2) {
      steps.add(LateTrial.happened(attack.get(i), i, attack.get(i).timestamp() + 5));
    }
    steps.add(new TrialStream.Step.Ticked(at + 5_000));
    for (int i = 1; i < 6; i += 2) {
      steps.add(LateTrial.happened(attack.get(i), i + 10, at + 5_000 + i));
    }
    LateTrial.ticks(steps, at + 5_500, 700);
    LateTrial.Raised raised = trial.run(steps, 0);
    List<Alert> counted =
        raised.all().stream().filter(alert -> alert.rule().equals("trial/counted")).toList();
    assertEquals(1, counted.stream().map(Alert::id).distinct().count(), counted.toString());
    assertEquals(6, counted.getLast().count());
    assertTrue(counted.getLast().late());
    assertEquals(raised.joined(), raised.joined().stream().filter(Alert::late).toList());
  }

  /** The live stream alone would begin with its own first event, and tell of it a second time. */
  @Test
  void anAttackThatBeganLateAndGoesOnIsOneAlert() {
    List<TrialStream.Step> steps = new ArrayList<>();
    come(steps, 5, 2_000, 3_000, 4_000);
    come(steps, 6_000, 0, 1_000);
    LateTrial.ticks(steps, TrialStream.START + 8_000, 20);
    come(steps, 5, 18_000, 19_000);
    LateTrial.ticks(steps, TrialStream.START + 19_500, 700);
    assertOneOf(steps, 7);
    for (int lives = 1; lives < 5; lives++) {
      assertEquals(
          LateTrial.contents(trial.run(steps, 0).all()),
          LateTrial.contents(trial.run(steps, lives).all()));
    }
  }

  @Test
  void whatIsFoundKeepsItsNameWhenYetEarlierEventsCome() {
    List<TrialStream.Step> steps = new ArrayList<>();
    come(steps, 5, 2_000, 3_000, 4_000);
    come(steps, 6_000, 0, 1_000);
    LateTrial.ticks(steps, TrialStream.START + 8_000, 20);
    come(steps, 20_000, -1_000);
    LateTrial.ticks(steps, TrialStream.START + 20_000, 700);
    List<Alert> all = assertOneOf(steps, 6);
    assertEquals(TrialStream.START - 1_000, all.getFirst().firstSeen());
  }

  /** Neither what came on time nor what came late is regular by itself. */
  @Test
  void aRhythmSomeBeatsOfWhichComeLateIsHeard() {
    List<TrialStream.Step> steps = new ArrayList<>();
    Set<Integer> late = Set.of(1, 2, 5);
    for (int beat = 0; beat < 9; beat++) {
      if (!late.contains(beat)) {
        long at = TrialStream.START + beat * 2_000L;
        steps.add(LateTrial.happened(did("d", at), steps.size(), at + 5));
        steps.add(new TrialStream.Step.Ticked(at + 5));
      }
    }
    LateTrial.ticks(steps, TrialStream.START + 20_000, 20);
    assertEquals(List.of(), of("trial/regular", trial.run(steps, 0).all()));
    for (int beat : late) {
      long at = TrialStream.START + beat * 2_000L;
      steps.add(LateTrial.happened(did("d", at), steps.size(), TrialStream.START + 30_000));
    }
    LateTrial.ticks(steps, TrialStream.START + 30_500, 700);
    List<Alert> regular = of("trial/regular", trial.run(steps, 0).all());
    assertEquals(1, regular.size(), regular.toString());
    assertEquals(9, regular.getFirst().count());
    assertTrue(regular.getFirst().late());
  }

  private List<Alert> assertOneOf(List<TrialStream.Step> steps, long count) {
    List<Alert> counted = of("trial/counted", trial.run(steps, 0).all());
    assertEquals(1, counted.size(), counted.toString());
    Alert alert = counted.getFirst();
    assertEquals(count, alert.count());
    assertEquals(count, alert.evidence().size());
    assertEquals(alert.firstSeen(), alert.evidence().getFirst().event().timestamp());
    assertTrue(alert.late());
    assertEquals(Condition.RETURNED, alert.condition());
    return counted;
  }

  private static void come(List<TrialStream.Step> steps, long delay, long... moments) {
    for (long moment : moments) {
      long at = TrialStream.START + moment;
      steps.add(LateTrial.happened(tried(at), steps.size(), at + delay));
      steps.add(new TrialStream.Step.Ticked(at + delay));
    }
  }

  /** Two late before, two late behind a border between stretches, four on time. */
  @Test
  void whereStretchesOfLateEventsMeetNothingIsLost() {
    long border = Math.ceilDiv(TrialStream.START, 600_000) * 600_000;
    List<TrialStream.Step> steps = new ArrayList<>();
    long[] onTime = {border - 4_000, border - 2_000};
    long[] late = {border - 3_000, border - 1_000, border + 1_000};
    int offset = 0;
    for (long at : onTime) {
      steps.add(LateTrial.happened(tried(at), offset++, at + 5));
    }
    steps.add(new TrialStream.Step.Ticked(border + 6_000));
    for (long at : late) {
      steps.add(LateTrial.happened(tried(at), offset++, border + 6_000 + offset));
    }
    LateTrial.ticks(steps, border + 6_500, 300);
    List<Alert> counted = of("trial/counted", trial.run(steps, 0).all());
    assertEquals(1, counted.size(), counted.toString());
    assertEquals(5, counted.getFirst().count());
  }

  @Test
  void eventsOfABackfillAndOfTypesThePackNeverSeesAreNotCounted() {
    Pack ofSyslog =
        new Pack(
            "trial", pack.pipeline(), "t", Set.of("syslog"), List.of(trial.rule("counted")), "");
    List<Event> stored = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      EventBuilder event = tried(TrialStream.START + i * 1_000L).toBuilder();
      event.set(EcsField.SONGLAM_SOURCE_TYPE, i == 0 ? "json" : "syslog");
      event.set(EcsField.SONGLAM_SESSION, i == 1 ? "import" : null);
      stored.add(event.build(new EventId("n1", 0, i, 0)));
    }
    assertEquals(0, join(ofSyslog, stored.subList(0, 6)).size());
    stored.add(stored.get(5).toBuilder().build(new EventId("n1", 0, 6, 0)));
    List<LateJoin.Missed> joined = join(ofSyslog, stored);
    assertEquals(1, joined.size());
    assertEquals(5, joined.getFirst().episode().count());
  }

  private List<LateJoin.Missed> join(Pack of, List<Event> stored) {
    Set<EventId> late = Set.of(stored.get(3).id(), stored.get(4).id());
    return new LateJoin(
            of.with(List.of(trial.rule("counted"))),
            trial.rule("counted"),
            new RuleBase(code),
            new LateJoin.Span(TrialStream.START, TrialStream.START + 10_000),
            List.of(List.of("192.0.2.1")),
            late,
            List.of(),
            Map.of(),
            100)
        .missed(stored);
  }

  private static Event tried(long at) {
    return did("a", at);
  }

  private static Event did(String action, long at) {
    return new EventBuilder()
        .timestamp(at)
        .origin("host")
        .set(EcsField.EVENT_ACTION, action)
        .set(EcsField.SOURCE_IP, "192.0.2.1")
        .set(EcsField.USER_NAME, "one")
        .build(ID);
  }

  private static List<Alert> of(String rule, List<Alert> alerts) {
    return alerts.stream().filter(alert -> alert.rule().equals(rule)).toList();
  }

  private static boolean overlap(LateTrial trial, Alert one, Alert other) {
    return ofOneKey(trial, one, other)
        && one.firstSeen() <= other.lastSeen()
        && other.firstSeen() <= one.lastSeen();
  }

  private static boolean ofOneKey(LateTrial trial, Alert one, Alert other) {
    return one.rule().equals(other.rule())
        && trial
            .ruleOf(one)
            .when()
            .same(one.groupKey(), Set.of(other.groupKey()))
            .findAny()
            .isPresent();
  }

  private static boolean same(LateTrial trial, Alert one, Alert other) {
    return ofOneKey(trial, one, other)
        && one.firstSeen() <= other.lastSeen() + QUIET
        && other.firstSeen() <= one.lastSeen() + QUIET;
  }
}
