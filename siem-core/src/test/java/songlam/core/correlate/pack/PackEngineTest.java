package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.config.ConfigException;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.pipeline.Detected;
import songlam.testing.LongRun;

/** What a pack promises of its alerts, on random streams over every operator. */
class PackEngineTest {
  private static final int SEEDS = 12;

  private final Pack pack = TrialPack.all();

  @Test
  @Tag(LongRun.DETERMINISM)
  void aRestartAtAnyPointChangesNotOneWord() {
    TreeSet<String> raisedRules = new TreeSet<>();
    LongRun.each(LongRun.DETERMINISM, 0, SEEDS, seed -> raisedRules.addAll(restarted(seed)));
    assertTrue(
        LongRun.isOn() || TrialPack.all().rules().size() == raisedRules.size(),
        "every operator had something to say: " + raisedRules);
  }

  private Set<String> restarted(long seed) {
    Random random = new Random(seed);
    List<TrialStream.Step> steps = steps(random, 1_500, 300);
    List<Alert> once = run(pack, steps);
    List<Alert> alerts = new ArrayList<>();
    PackEngine engine = new PackEngine(pack, alerts::add, _ -> true);
    int from = 0;
    for (int life = 0; life < 4; life++) {
      int to = life == 3 ? steps.size() : from + random.nextInt(steps.size() - from);
      TrialStream.feed(engine, steps.subList(from, to));
      PackEngine next = new PackEngine(pack, alerts::add, _ -> true);
      next.restore(engine.save());
      engine.close();
      engine = next;
      from = to;
    }
    engine.close();
    assertEquals(
        once.stream().map(TrialPack::whole).toList(),
        alerts.stream().map(TrialPack::whole).toList());
    return once.stream().map(Alert::rule).collect(Collectors.toSet());
  }

  @Test
  @Tag(LongRun.DETERMINISM)
  void anyOrderOfArrivalWithinTheBoundGivesTheSameAlerts() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        SEEDS,
        seed -> {
          List<Event> events = TrialStream.events(new Random(seed), 1_500, 12);
          List<String> inOrder = latest(run(pack, TrialStream.received(events, new Random(1), 0)));
          for (long shuffle = seed + 2; shuffle < seed + 5; shuffle++) {
            Random random = new Random(shuffle);
            List<String> shuffled =
                latest(run(pack, TrialStream.received(events, random, (int) TrialStream.LATENESS)));
            assertEquals(inOrder, shuffled, "order " + shuffle);
          }
        });
  }

  @Test
  void howOftenAndHowFarTimeGoesOnChangesNothing() {
    List<Event> events = TrialStream.events(new Random(5), 1_500, 12);
    List<TrialStream.Step> ticked = TrialStream.received(events, new Random(1), 0);
    List<TrialStream.Step> sparse = new ArrayList<>();
    for (int i = 0; i < ticked.size(); i++) {
      if (ticked.get(i) instanceof TrialStream.Step.Happened || i == ticked.size() - 1) {
        sparse.add(ticked.get(i));
      }
    }
    assertEquals(latest(run(pack, ticked)), latest(run(pack, sparse)));
  }

  @Test
  void anAttackOfHoursIsOneAlertWhoseCountIsExact() {
    int attempts = 200_000;
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = new PackEngine(TrialPack.counting(), alerts::add, _ -> true)) {
      for (int i = 0; i < attempts; i++) {
        engine.on(attempt(i, TrialStream.START + i * 50L));
      }
      engine.tick(TrialStream.START + attempts * 50L + 60_000);
    }
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
    Alert last = alerts.getLast();
    assertEquals(attempts, last.count());
    assertEquals(TrialStream.START, last.firstSeen());
    assertEquals(TrialStream.START + (attempts - 1) * 50L, last.lastSeen());
    assertEquals(Condition.RETURNED, last.condition());
    assertEquals(50, last.evidence().size());
    assertEquals("n1-0-0000000000000000-0", last.evidence().getFirst().event().id().toString());
  }

  @Test
  void theStateOfALongAttackIsSmall() {
    try (PackEngine engine = new PackEngine(TrialPack.counting(), _ -> {}, _ -> true)) {
      for (int i = 0; i < 50_000; i++) {
        engine.on(attempt(i, TrialStream.START + i * 10L));
      }
      int bytes = engine.save().length;
      assertTrue(bytes < 300_000, bytes + " bytes");
    }
  }

  @Test
  void aRuleThatIsSwitchedOffIsStillCounted() {
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = new PackEngine(TrialPack.counting(), alerts::add, _ -> false)) {
      for (int i = 0; i < 10; i++) {
        engine.on(attempt(i, TrialStream.START + i * 50L));
      }
      engine.tick(TrialStream.START + 60_000);
      assertEquals(List.of(), alerts);
      assertTrue(engine.silenced().getOrDefault("trial/counted", 0L) >= 1);
    }
  }

  @Test
  void aSwitchHoldsOverARestartAndIsLiftedAtItsPlace() {
    List<Alert> alerts = new ArrayList<>();
    PackEngine former = new PackEngine(TrialPack.counting(), alerts::add, _ -> true);
    former.switched(Set.of("trial/counted", "other/counted"));
    for (int i = 0; i < 10; i++) {
      former.on(attempt(i, TrialStream.START + i * 50L));
    }
    former.tick(TrialStream.START + 8_000);
    try (PackEngine engine = new PackEngine(TrialPack.counting(), alerts::add, _ -> true)) {
      engine.restore(former.save());
      former.close();
      assertEquals(List.of(), alerts);
      long before = engine.silenced().getOrDefault("trial/counted", 0L);
      assertTrue(before >= 1, "what was silenced is still counted: " + before);
      engine.switched(Set.of());
      for (int i = 10; i < 30; i++) {
        engine.on(attempt(i, TrialStream.START + 8_000 + i * 50L));
      }
      engine.tick(TrialStream.START + 18_000);
      assertEquals(30, alerts.getLast().count());
    }
  }

  @Test
  void anAlertWhoseRuleIsSwitchedOffMeanwhileReturns() {
    List<Alert> alerts = new ArrayList<>();
    PackEngine former = attacked(alerts);
    former.switched(Set.of("trial/counted"));
    try (PackEngine engine = new PackEngine(TrialPack.counting(), alerts::add, _ -> true)) {
      engine.restore(former.save());
      former.close();
      for (int i = 10; i < 30; i++) {
        engine.on(attempt(i, TrialStream.START + i * 50L));
      }
      assertEquals(List.of(Condition.ACTIVE), passed(alerts));
      engine.tick(TrialStream.START + 60_000);
      assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), passed(alerts));
    }
  }

  @Test
  void anAlertWhoseRuleIsTakenAwayReturns() {
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = attacked(alerts)) {
      Pack pack = engine.pack();
      Pack emptied = new Pack(pack.id(), pack.pipeline(), "t", Set.of(), List.of(), "");
      engine.change(emptied, RuleBase.compile(emptied));
      assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), passed(alerts));
      assertEquals(alerts.getFirst().id(), alerts.getLast().id());
    }
  }

  private static List<Condition> passed(List<Alert> alerts) {
    return alerts.stream().map(Alert::condition).distinct().toList();
  }

  private static PackEngine attacked(List<Alert> alerts) {
    PackEngine engine = new PackEngine(TrialPack.counting(), alerts::add, _ -> true);
    for (int i = 0; i < 5; i++) {
      engine.on(attempt(i, TrialStream.START + i * 50L));
    }
    engine.tick(TrialStream.START + 2_000);
    engine.tick(TrialStream.START + 3_000);
    return engine;
  }

  @Test
  void theRulesOfAPackMayRaiseTheSeverityAndSuppress() {
    String drl =
        """
        rule "many tries are grave"
        when $noticed : Noticed( rule == "counted", count >= 8 )
        then alerts.alert($noticed, Severity.CRITICAL); end
        rule "whoever lacks variety is held while another is at it"
        when
          Noticed( rule == "counted", phase != "returned" )
          $other : Noticed( rule == "summed", phase != "returned" )
        then alerts.suppress($other); end
        """;
    Pack own =
        TrialPack.with(
            Map.of(
                "counted", TrialPack.condition("counted"),
                "summed", TrialPack.condition("summed")),
            drl);
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = new PackEngine(own, alerts::add, _ -> true)) {
      for (int i = 0; i < 12; i++) {
        engine.on(attempt(i, TrialStream.START + i * 50L));
      }
      engine.on(transfer(12, TrialStream.START + 2_000));
      engine.on(transfer(13, TrialStream.START + 15_000));
      engine.tick(TrialStream.START + 18_000);
      assertEquals(List.of(Condition.ACTIVE, Condition.SUPPRESSED), conditions(alerts));
      engine.tick(TrialStream.START + 26_000);
      assertEquals(List.of(Condition.RETURNED, Condition.ACTIVE), conditions(alerts));
    }
    assertEquals(
        List.of(Severity.MEDIUM, Severity.CRITICAL),
        alerts.stream()
            .filter(alert -> alert.rule().endsWith("counted"))
            .map(Alert::severity)
            .distinct()
            .toList());
  }

  @Test
  void aPackMayNotKeepFactsThatARestartCannotRebuild() {
    Pack keeping =
        TrialPack.with(
            Map.of("counted", TrialPack.condition("counted")),
            "rule \"keeps\" when Noticed() then insert(\"for good\"); end");
    ConfigException e =
        assertThrows(ConfigException.class, () -> new PackEngine(keeping, _ -> {}, _ -> true));
    assertTrue(String.valueOf(e.getMessage()).contains("insertLogical"), e.getMessage());
  }

  @Test
  void aVersionPutInForceWhileItRunsIsAsOneThatTookASnapshotOver() {
    Map<String, String> conditions = new HashMap<>(TrialPack.conditions());
    conditions.put("summed", TrialPack.condition("summed").replace("400", "300"));
    conditions.remove("regular");
    conditions.put("silent", TrialPack.condition("silent").replace("15s", "12s"));
    String drl =
        "rule \"grave\" when $n : Noticed( rule == \"counted\", count > 9 ) then"
            + " alerts.alert($n, Severity.CRITICAL); end";
    Pack next = TrialPack.with(conditions, drl);
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<TrialStream.Step> steps = steps(random, 1_500, 300);
      int at = random.nextInt(steps.size());
      List<Alert> taken = new ArrayList<>();
      try (PackEngine former = new PackEngine(pack, taken::add, _ -> true);
          PackEngine later = new PackEngine(next, taken::add, _ -> true)) {
        TrialStream.feed(former, steps.subList(0, at));
        later.restore(former.save());
        TrialStream.feed(later, steps.subList(at, steps.size()));
      }
      List<Alert> changed = new ArrayList<>();
      try (PackEngine engine = new PackEngine(pack, changed::add, _ -> true)) {
        TrialStream.feed(engine, steps.subList(0, at));
        engine.change(next, RuleBase.compile(next));
        TrialStream.feed(engine, steps.subList(at, steps.size()));
      }
      assertEquals(
          taken.stream().map(TrialPack::whole).toList(),
          changed.stream().map(TrialPack::whole).toList(),
          "seed " + seed);
    }
  }

  @Test
  void aNewVersionKeepsTheWindowsOfRulesWhoseConditionIsTheSame() {
    Pack next =
        TrialPack.with(
            Map.of(
                "counted", TrialPack.condition("counted"),
                "summed", TrialPack.condition("summed").replace("400", "300")),
            "rule \"grave\" when $n : Noticed( rule == \"counted\" )"
                + " then alerts.alert($n, Severity.HIGH); end");
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine former = new PackEngine(pack, alerts::add, _ -> true);
        PackEngine engine = new PackEngine(next, alerts::add, _ -> true)) {
      for (int i = 0; i < 4; i++) {
        former.on(attempt(i, TrialStream.START + i * 1_000L));
      }
      former.on(transfer(4, TrialStream.START + 4_000));
      former.tick(TrialStream.START + 8_000);
      alerts.clear();
      engine.restore(former.save());
      engine.on(attempt(5, TrialStream.START + 9_000));
      engine.on(transfer(6, TrialStream.START + 9_500));
      engine.tick(TrialStream.START + 13_000);
    }
    Alert counted = alerts.getFirst();
    assertEquals("trial/counted", counted.rule());
    assertEquals(5, counted.count());
    assertEquals(Severity.HIGH, counted.severity());
    assertEquals(1, alerts.stream().map(Alert::rule).distinct().count(), "summed began anew");
  }

  private static List<Condition> conditions(Collection<Alert> alerts) {
    Map<String, Condition> latest = new LinkedHashMap<>();
    alerts.forEach(alert -> latest.put(alert.rule(), alert.condition()));
    return List.copyOf(latest.values());
  }

  private static Detected attempt(int i, long at) {
    return detected(i, at, "a", 1);
  }

  private static Detected transfer(int i, long at) {
    return detected(i, at, "b", 250);
  }

  private static Detected detected(int i, long at, String action, long bytes) {
    Event event =
        new EventBuilder()
            .timestamp(at)
            .origin("host")
            .set(EcsField.EVENT_ACTION, action)
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.USER_NAME, "quantri")
            .set(EcsField.SOURCE_BYTES, bytes)
            .build(new EventId("n1", 0, i, 0));
    return new Detected(event, List.of(), i, at + 5, "", TrialStream.LATENESS);
  }

  private static List<TrialStream.Step> steps(Random random, int events, int delay) {
    return TrialStream.received(TrialStream.events(random, events, 12), random, delay);
  }

  private static List<Alert> run(Pack pack, List<TrialStream.Step> steps) {
    List<Alert> alerts = new ArrayList<>();
    try (PackEngine engine = new PackEngine(pack, alerts::add, _ -> true)) {
      TrialStream.feed(engine, steps);
    }
    return alerts;
  }

  /** Each alert as it is in the end, whatever the order they were told in. */
  private static List<String> latest(List<Alert> alerts) {
    return alerts.stream()
        .collect(Collectors.toMap(Alert::id, alert -> alert, (_, later) -> later))
        .values()
        .stream()
        .map(TrialPack::content)
        .sorted()
        .toList();
  }
}
