package songlam.core.correlate.pack;

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
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.correlate.window.Bounds;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.Shape;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;

/** A pack of rules that are judged anew, streams some of which come late, and runs of them. */
final class LateTrial {
  private static final long QUIET = 20_000;

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

  /** A live stream that has told of nothing and knows nothing. */
  static final LateArrivals.Knowledge NOTHING =
      new LateArrivals.Knowledge() {
        @Override
        public List<Episode> raised(Rule rule) {
          return List.of();
        }

        @Override
        public Past past(Rule rule, Past.Since since, Predicate<String> keys) {
          return Past.NONE;
        }
      };

  private final Pack pack;
  private final ContainedRules code;

  /** What a run raised: all of it, and what of that only the second look had found. */
  record Raised(List<Alert> all, List<Alert> joined) {}

  /** What a look has found, as it comes back. */
  record Answer(String look, byte[] found) {}

  /** With a rule of each kind that is judged anew. */
  LateTrial() {
    this(make());
  }

  LateTrial(Pack pack) {
    this.pack = pack;
    this.code = RuleBase.compile(pack);
  }

  Pack pack() {
    return pack;
  }

  ContainedRules code() {
    return code;
  }

  private static Pack make() {
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

  Rule rule(String id) {
    return pack.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  Rule ruleOf(Alert alert) {
    return rule(alert.rule().substring("trial/".length()));
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

  static TrialStream.Step happened(Event event, long offset, long at) {
    Event placed = event.toBuilder().build(new EventId("n1", 0, offset, 0));
    return new TrialStream.Step.Happened(
        new Detected(placed, List.of(), offset, at, "", TrialStream.LATENESS));
  }

  static void ticks(List<TrialStream.Step> steps, long from, int count) {
    for (int i = 0; i < count; i++) {
      steps.add(new TrialStream.Step.Ticked(from + i * 500L));
    }
  }

  /**
   * @param lives restarts at random places where above 0
   */
  Raised run(List<TrialStream.Step> steps, long lives) {
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

  static Map<String, String> contents(List<Alert> alerts) {
    Map<String, String> all = new TreeMap<>();
    alerts.forEach(alert -> all.put(alert.id(), TrialPack.whole(alert)));
    return all;
  }
}
