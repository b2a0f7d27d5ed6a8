package songlam.rules;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.JournalStretch;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.Baseline;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.trial.PastEvents;
import songlam.core.rule.trial.Trial;
import songlam.core.rule.trial.TrialPlan;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;

/**
 * The rules that ship and an installation's own of every shape beside them, released; and what the
 * product's backtest says each pack would have told of.
 */
final class RulesInForce {
  static final String OWN = "shapes";
  private static final String A = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String B = "aaaaaaaa-0000-4000-8000-000000000002";

  private static final String SIGMA =
      """
      title: %s
      id: %s
      logsource: {product: linux, service: sshd}
      detection:
        selection: {event.action: %s}
        filter: {user.name: u0}
        condition: selection and not filter
      tags: [attack.t1110]
      level: %s
      """;

  private static final String CORRELATIONS =
      """
      title: a and b
      id: aaaaaaaa-0000-4000-8000-000000000011
      name: a-and-b
      correlation: {type: temporal, rules: [%1$s, %2$s], group-by: [host.name], timespan: 1m}
      level: high
      ---
      title: a by many
      id: aaaaaaaa-0000-4000-8000-000000000012
      name: a-by-many
      correlation: {type: value_count, rules: [%1$s], group-by: [host.name], timespan: 1m, condition: {field: user.name, gte: 3}}
      level: medium
      """
          .formatted(A, B);

  private static final String PACK =
      """
      id: shapes
      pipeline: security
      sigma: [correlations.yml]
      rules:
        - id: distinct
          title: {vi: "khác nhau", en: "distinct"}
          reason: {vi: "{distinct} trên {host.name}", en: "{distinct} on {host.name}"}
          when: {kind: threshold, match: "event.action:a", group_by: host.name, window: 1m, distinct: user.name, at_least: 4}
        - id: sequence
          title: {vi: "lần lượt", en: "sequence"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: sequence, match: "event.action:a", then: "event.action:c", group_by: host.name, window: 2m, count: 3}
        - id: absence
          title: {vi: "thiếu", en: "absence"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: absence, match: "event.action:b", then: "event.action:c", group_by: host.name, window: 30s}
        - id: set
          title: {vi: "đủ bộ", en: "set"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: set, parts: ["event.action:a", "event.action:b", "event.action:c"], group_by: host.name, window: 2m}
        - id: silence
          title: {vi: "im lặng", en: "silence"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: silence, match: "event.action:b", group_by: host.name, window: 5m, count: 1}
        - id: found
          title: {vi: "phát hiện", en: "found"}
          reason: {vi: "{songlam.finding.names}", en: "{songlam.finding.names}"}
          when: {kind: threshold, match: "songlam.finding.rules:%s", group_by: host.name, window: 1m, count: 1}
          suppressed_by: {rule: distinct, field: host.name}
      """
          .formatted(B);

  /** Every rule of the own pack. */
  static final Set<String> SHAPES =
      Set.of("distinct", "sequence", "absence", "set", "silence", "found", "a-and-b", "a-by-many");

  private static final long FROM = 0;
  private static final long TO = Long.MAX_VALUE / 2;

  private final RuleLives lives;
  private final InForce inForce;
  private final Detector detector;
  private final Map<String, TrialPlan> plans = new TreeMap<>();

  RulesInForce(Path folder) {
    this.lives = lives(folder.resolve("released"));
    this.inForce = InForce.of(lives);
    this.detector = inForce.detector(_ -> List.of());
    RuleLives retired = lives(folder.resolve("retired"));
    for (Pack pack : inForce.packs().values()) {
      retired.move(pack.id(), version(retired, pack.id()), RuleState.RETIRED, "lan", "test");
    }
    // Against nothing in force, so that all a version tells of is gained.
    InForce nothing = InForce.of(retired);
    for (Pack pack : inForce.packs().values()) {
      Piece version = retired.piece(pack.id(), version(retired, pack.id()));
      plans.put(pack.id(), TrialPlan.of(version, retired, nothing, _ -> true));
    }
  }

  private static RuleLives lives(Path folder) {
    RuleLives lives =
        new RuleLives(
            folder,
            () -> Baseline.shipped().rules(folder, SigmaMapping.shipped()),
            Clock.systemUTC(),
            false);
    release(lives, sigma(A, "a", "medium"));
    release(lives, sigma(B, "b", "high"));
    release(
        lives,
        new Piece(
            OWN, Piece.Kind.PACK, Map.of(Piece.PACK, PACK, "correlations.yml", CORRELATIONS)));
    return lives;
  }

  private static Piece sigma(String id, String action, String level) {
    String text = SIGMA.formatted("Deed " + action, id, action, level);
    return new Piece(id, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private static void release(RuleLives lives, Piece piece) {
    lives.keep(piece, "lan", "test");
    lives.move(piece.id(), 1, RuleState.RELEASED, "lan", "test");
  }

  private static int version(RuleLives lives, String pack) {
    return lives.find(pack).orElseThrow().versions().size();
  }

  List<Pack> packs() {
    return List.copyOf(inForce.packs().values());
  }

  Detector detector() {
    return detector;
  }

  /** What the product's backtest of every pack over this journal tells of, by id. */
  Map<String, Alert> backtest(List<Entry> told) {
    Map<String, Alert> alerts = new TreeMap<>();
    plans.forEach(
        (id, plan) -> {
          JournalStretch journal =
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
                  RuleShelf.of(detector),
                  new InMemorySystemStore());
          run(plan, PastEvents.journalled(journal, FROM, TO), alerts);
        });
    return alerts;
  }

  /**
   * What the product's backtest of every pack over what is stored tells of, by id.
   *
   * @param late takes how many events each pack's trial knows to have come late
   */
  Map<String, Alert> backtest(EventStore store, List<Long> late) {
    Map<String, Alert> alerts = new TreeMap<>();
    plans.forEach(
        (id, plan) -> {
          EventScan scan = new EventScan(plan.query(), FROM, TO);
          late.add(run(plan, PastEvents.stored(store, scan), alerts).late());
        });
    return alerts;
  }

  private static Trial.Outcome run(TrialPlan plan, PastEvents past, Map<String, Alert> alerts) {
    List<Alert> heard = new ArrayList<>();
    try (Trial trial = plan.begin(heard::add)) {
      past.feed(trial, _ -> {}, () -> false);
      Trial.Outcome outcome = trial.finish(Story.OVER, () -> false);
      heard.forEach(alert -> alerts.put(alert.id(), alert));
      if (heard.stream().map(Alert::id).distinct().count() != outcome.gainedCount()
          || outcome.lostCount() != 0) {
        throw new AssertionError("heard " + heard.size() + " (expected: those in " + outcome + ")");
      }
      return outcome;
    }
  }

  /** Those people are told of. */
  static Map<String, Alert> told(Map<String, Alert> alerts) {
    Map<String, Alert> told = new TreeMap<>(alerts);
    told.values().removeIf(alert -> alert.condition() == Condition.SUPPRESSED);
    return told;
  }
}
