package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.correlate.window.Bounds;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Shape;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;
import songlam.testing.LongRun;

/** An attack that the lateness bound cuts in two is found as if all of it had come on time. */
class LateJoinTest {
  private static final int SEEDS = 10;
  private static final long QUIET = 20_000;
  private static final EventId ID = new EventId("n1", 0, 0, 0);

  private static final List<String> JOINABLE =
      List.of(
          "counted",
          "different",
          "summed",
          "followed",
          "stepping",
          "gathered",
          "swinging",
          "regular",
          "clustered",
          "missing");

  private final Pack pack = pack();
  private final ContainedRules code = RuleBase.compile(pack);

  static Pack pack() {
    Map<String, String> conditions = new TreeMap<>();
    JOINABLE.forEach(rule -> conditions.put(rule, TrialPack.condition(rule)));
    Pack templates = TrialPack.with(conditions, "");
    List<Rule> rules = new ArrayList<>(templates.rules());
    rules.add(onAverage(rules.getFirst()));
    return new Pack("trial", templates.pipeline(), "t", templates.sourceTypes(), rules, "");
  }

  /** Many bytes on average, which Sigma can say and no template does. */
  private static Rule onAverage(Rule like) {
    Correlated.Reading reading =
        new Correlated.Reading(
            event -> event.text(EcsField.SOURCE_IP), event -> event.text(EcsField.SOURCE_BYTES));
    Bounds high = new Bounds(List.of(new Bounds.Limit(Bounds.Relation.GTE, 150)));
    Shape shape = new Shape.Aggregate(Shape.Measure.AVERAGE, 0, high);
    Query match = new Query.Is("event.action", "b");
    Correlated averaged =
        new Correlated(
            List.of(event -> EventMatcher.matches(match, event)),
            List.of(new Correlated.Node(shape, 20_000, List.of(0), Map.of(0, reading))),
            match,
            "much on average");
    return new Rule(
        "averaged",
        like.severity(),
        averaged,
        QUIET,
        like.title(),
        like.reason(),
        like.entities(),
        like.attack(),
        like.playbook(),
        like.rationale(),
        like.notes());
  }

  /** What a run raised: all of it, and what of that only the second look had found. */
  private record Raised(List<Alert> all, List<Alert> joined) {}

  @Test
  @Tag(LongRun.DETERMINISM)
  void whateverComesLateNoAlertOfTheStreamOnTimeIsMissingAndNoneIsInvented() {
    Map<String, Integer> joined = new TreeMap<>();
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        SEEDS,
        seed -> {
          Random random = new Random(seed);
          List<Event> events = TrialStream.events(random, 1_500, 30);
          List<TrialStream.Step> onTime = TrialStream.received(events, new Random(1), 0);
          List<TrialStream.Step> split = split(events, random);
          List<Alert> expected = run(onTime, 0).all();
          Raised raised = run(split, 0);
          for (Alert alert : expected) {
            assertTrue(
                raised.all().stream().anyMatch(one -> same(one, alert)),
                () -> seed + ": missing " + TrialPack.content(alert));
          }
          for (Alert alert : raised.joined()) {
            assertTrue(alert.late());
            assertEquals(Condition.RETURNED, alert.condition());
            for (Alert live : raised.all()) {
              assertTrue(
                  live.late() || !overlap(live, alert),
                  () -> seed + ": twice " + TrialPack.content(alert));
            }
            assertTrue(
                expected.stream().anyMatch(one -> same(one, alert)),
                () -> seed + ": invented " + TrialPack.content(alert));
            joined.merge(alert.rule(), 1, Integer::sum);
          }
        });
    assertTrue(
        LongRun.isOn() || joined.size() == pack.rules().size() - 1,
        "every rule but the rhythm had an attack cut in two: " + joined);
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
          List<TrialStream.Step> steps = split(events, new Random(seed + 1));
          Map<String, String> once = contents(run(steps, 0).joined());
          assertFalse(once.isEmpty());
          assertEquals(once, contents(run(steps, 3 + seed).joined()));
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
      steps.add(happened(attack.get(i), i, attack.get(i).timestamp() + 5));
    }
    steps.add(new TrialStream.Step.Ticked(at + 5_000));
    for (int i = 1; i < 6; i += 2) {
      steps.add(happened(attack.get(i), i + 10, at + 5_000 + i));
    }
    ticks(steps, at + 5_500, 700);
    Raised raised = run(steps, 0);
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
    ticks(steps, TrialStream.START + 8_000, 20);
    come(steps, 5, 18_000, 19_000);
    ticks(steps, TrialStream.START + 19_500, 700);
    assertOneOf(steps, 7);
    for (int lives = 1; lives < 5; lives++) {
      assertEquals(contents(run(steps, 0).all()), contents(run(steps, lives).all()));
    }
  }

  @Test
  void whatIsFoundKeepsItsNameWhenYetEarlierEventsCome() {
    List<TrialStream.Step> steps = new ArrayList<>();
    come(steps, 5, 2_000, 3_000, 4_000);
    come(steps, 6_000, 0, 1_000);
    ticks(steps, TrialStream.START + 8_000, 20);
    come(steps, 20_000, -1_000);
    ticks(steps, TrialStream.START + 20_000, 700);
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
        steps.add(happened(did("d", at), steps.size(), at + 5));
        steps.add(new TrialStream.Step.Ticked(at + 5));
      }
    }
    ticks(steps, TrialStream.START + 20_000, 20);
    assertEquals(List.of(), of("trial/regular", run(steps, 0).all()));
    for (int beat : late) {
      long at = TrialStream.START + beat * 2_000L;
      steps.add(happened(did("d", at), steps.size(), TrialStream.START + 30_000));
    }
    ticks(steps, TrialStream.START + 30_500, 700);
    List<Alert> regular = of("trial/regular", run(steps, 0).all());
    assertEquals(1, regular.size(), regular.toString());
    assertEquals(9, regular.getFirst().count());
    assertTrue(regular.getFirst().late());
  }

  private List<Alert> assertOneOf(List<TrialStream.Step> steps, long count) {
    List<Alert> counted = of("trial/counted", run(steps, 0).all());
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
      steps.add(happened(tried(at), steps.size(), at + delay));
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
      steps.add(happened(tried(at), offset++, at + 5));
    }
    steps.add(new TrialStream.Step.Ticked(border + 6_000));
    for (long at : late) {
      steps.add(happened(tried(at), offset++, border + 6_000 + offset));
    }
    ticks(steps, border + 6_500, 300);
    List<Alert> counted = of("trial/counted", run(steps, 0).all());
    assertEquals(1, counted.size(), counted.toString());
    assertEquals(5, counted.getFirst().count());
  }

  @Test
  void eventsOfABackfillAndOfTypesThePackNeverSeesAreNotCounted() {
    Pack ofSyslog =
        new Pack("trial", pack.pipeline(), "t", Set.of("syslog"), List.of(rule("counted")), "");
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
    long end = TrialStream.START + 600_000;
    return new LateJoin(
            of,
            rule("counted"),
            code,
            new LateJoin.Span(TrialStream.START, TrialStream.START + 10_000),
            TrialStream.START - 60_000,
            end,
            List.of(List.of("192.0.2.1")),
            late,
            List.of(),
            100)
        .missed(stored);
  }

  private Rule rule(String id) {
    return pack.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  /** A rule that the pack's code relates to others is not judged without those. */
  @Test
  void aRuleThatAnotherSuppressesIsNotJoined() {
    Pack related =
        TrialPack.with(
            Map.of(
                "counted", TrialPack.condition("counted"),
                "explained", TrialPack.condition("explained")),
            "");
    Event both = tried(TrialStream.START).toBuilder().set(EcsField.EVENT_ACTION, "b").build(ID);
    assertEquals(List.of(), asked(related, both));
    assertFalse(asked(pack, tried(TrialStream.START)).isEmpty());
  }

  /** Which rules are judged anew for a late event. */
  private List<String> asked(Pack of, Event late) {
    List<String> asked = new ArrayList<>();
    LateJoins joins = (_, join) -> asked.add(join.rule().id());
    LateArrivals arrivals = new LateArrivals(of, _ -> false, joins, (_, _, _) -> {});
    arrivals.on(new Detected(late, List.of(), 0, TrialStream.START + 5_000, "", 500));
    LateArrivals.Live live = new LateArrivals.Live(new RuleBase(code), _ -> List.of(), 1);
    arrivals.tick(TrialStream.START + 100_000, live, false);
    return asked;
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

  private static TrialStream.Step happened(Event event, long offset, long at) {
    Event placed = event.toBuilder().build(new EventId("n1", 0, offset, 0));
    return new TrialStream.Step.Happened(
        new Detected(placed, List.of(), offset, at, "", TrialStream.LATENESS));
  }

  private static void ticks(List<TrialStream.Step> steps, long from, int count) {
    for (int i = 0; i < count; i++) {
      steps.add(new TrialStream.Step.Ticked(from + i * 500L));
    }
  }

  /** Three events of ten come 5 to 40 s late, the others at once. */
  static List<TrialStream.Step> split(List<Event> events, Random random) {
    record Arrival(Event event, long at) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Event event : events) {
      boolean late = random.nextInt(10) < 3;
      arrivals.add(
          new Arrival(event, event.timestamp() + (late ? 5_000 + random.nextInt(35_000) : 5)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    List<TrialStream.Step> steps = new ArrayList<>();
    long tick = TrialStream.START;
    long offset = 0;
    for (Arrival arrival : arrivals) {
      for (; tick < arrival.at(); tick += 500, offset++) {
        steps.add(new TrialStream.Step.Ticked(tick));
      }
      steps.add(happened(arrival.event(), offset++, arrival.at()));
    }
    ticks(steps, tick, 3_000);
    return steps;
  }

  /**
   * @param lives restarts at random places where above 0
   */
  private Raised run(List<TrialStream.Step> steps, long lives) {
    Map<String, Alert> all = new LinkedHashMap<>();
    Set<EventId> late = new HashSet<>();
    Map<EventId, Event> stored = new HashMap<>();
    Deque<Answer> answers = new ArrayDeque<>();
    Surroundings around =
        new Surroundings() {
          @Override
          public void late(Detected detected) {
            late.add(detected.event().id());
          }

          @Override
          public boolean join(String look, LateJoin join) {
            answers.addAll(answers(look, join, stored.values()));
            return true;
          }
        };
    Random random = new Random(lives);
    TreeSet<Integer> deaths = new TreeSet<>();
    for (int i = 0; i < lives; i++) {
      deaths.add(random.nextInt(steps.size()));
    }
    PackEngine engine = engine(all, around);
    for (int i = 0; i < steps.size(); i++) {
      if (deaths.contains(i)) {
        PackEngine next = engine(all, around);
        next.restore(engine.save());
        engine.close();
        engine = next;
      }
      if (steps.get(i) instanceof TrialStream.Step.Happened(Detected detected)) {
        stored.put(detected.event().id(), detected.event());
      }
      if (steps.get(i) instanceof TrialStream.Step.Ticked(long at)) {
        for (; !answers.isEmpty(); answers.remove()) {
          engine.joined(answers.element().look(), answers.element().found(), at);
        }
      }
      TrialStream.feed(engine, steps.subList(i, i + 1));
    }
    engine.close();
    List<Alert> joined =
        all.values().stream()
            .filter(Alert::late)
            .filter(alert -> isOnlyFoundAnew(alert, late))
            .toList();
    return new Raised(List.copyOf(all.values()), joined);
  }

  /** Whether no stream tells of it by itself. */
  private boolean isOnlyFoundAnew(Alert alert, Set<EventId> late) {
    return !ruleOf(alert).when().late().isToldApart()
        || alert.evidence().stream().anyMatch(e -> !late.contains(id(e)));
  }

  private Rule ruleOf(Alert alert) {
    return rule(alert.rule().substring("trial/".length()));
  }

  /** What a look has found, as it comes back. */
  record Answer(String look, byte[] found) {}

  static List<Answer> answers(String look, LateJoin join, Collection<Event> stored) {
    List<Event> asked = new ArrayList<>();
    for (Event event : stored) {
      if (event.timestamp() >= join.from()
          && event.timestamp() < join.to()
          && EventMatcher.matches(join.query(), event)) {
        asked.add(event);
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (LateJoin.Missed one : join.missed(asked)) {
      answers.add(new Answer(look, MissedCodec.write(one, Integer.MAX_VALUE).bytes()));
    }
    answers.add(new Answer(look, new byte[0]));
    return answers;
  }

  private static EventId id(Evidence evidence) {
    return evidence.event().id();
  }

  private PackEngine engine(Map<String, Alert> all, Surroundings around) {
    return new PackEngine(pack, code, alert -> all.put(alert.id(), alert), _ -> true, around);
  }

  private boolean overlap(Alert one, Alert other) {
    return ofOneKey(one, other)
        && one.firstSeen() <= other.lastSeen()
        && other.firstSeen() <= one.lastSeen();
  }

  private boolean ofOneKey(Alert one, Alert other) {
    return one.rule().equals(other.rule())
        && ruleOf(one).when().same(one.groupKey(), Set.of(other.groupKey())).findAny().isPresent();
  }

  private boolean same(Alert one, Alert other) {
    return ofOneKey(one, other)
        && one.firstSeen() <= other.lastSeen() + QUIET
        && other.firstSeen() <= one.lastSeen() + QUIET;
  }

  private static Map<String, String> contents(List<Alert> alerts) {
    Map<String, String> all = new TreeMap<>();
    alerts.forEach(alert -> all.put(alert.id(), TrialPack.whole(alert)));
    return all;
  }
}
