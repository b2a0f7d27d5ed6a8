package songlam.core.correlate.pack;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.window.GroupKey;
import songlam.core.correlate.window.Lateness;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.Sighting;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.event.Severity;
import songlam.core.pipeline.Detected;
import songlam.core.query.Query;

/**
 * A second look at late events, together with those of the same keys that had come on time. The
 * rule runs twice, over what was on time and over all, with those the pack's code relates it to:
 * what only the latter raises, and no stream apart has told of, is raised, marked late. Pure: for
 * the same events the same alerts.
 *
 * @param pack of the rule, with that and its companions alone
 * @param rule the one the events are late for
 * @param code the pack's DRL, compiled, without what had to be switched off
 * @param about event times of the late events it is about
 * @param keys values of the rule's fields among the late events; one of no values where all keys
 *     are asked for
 * @param late all late events of the rule
 * @param told what has been raised of the rule already
 * @param past by rule, what it begins with
 * @param upTo journal offset of the latest event to take, so that a later look is the same
 */
public record LateJoin(
    Pack pack,
    Rule rule,
    RuleBase code,
    Span about,
    List<List<String>> keys,
    Set<EventId> late,
    List<Told> told,
    Map<String, Past> past,
    long upTo) {
  private static final long LATENESS_MILLIS = 500;

  /** The first lets go what waits for its order, the second judges what then is due. */
  private static final List<Long> SETTLING = List.of(60_000L, 61_000L);

  /**
   * A stretch of event time.
   *
   * @param from milliseconds
   * @param to milliseconds, included
   */
  public record Span(long from, long to) {}

  /**
   * An alert there is already.
   *
   * @param from event time of its first event, milliseconds
   * @param to event time of its last
   */
  public record Told(String key, long from, long to) {
    static Told of(Episode episode) {
      return new Told(episode.name(), episode.firstSeen(), episode.lastSeen());
    }

    static Told of(Sighting sighting) {
      return new Told(
          sighting.key(), sighting.fresh().getFirst().time(), sighting.fresh().getLast().time());
    }

    /** Whether both would be one alert of the same key, had all come on time. */
    boolean meets(Told other, long quiet) {
      return from <= other.to + quiet && other.from <= to + quiet;
    }
  }

  /** Event time from which on events bear on it, milliseconds, included. */
  public long from() {
    return about.from() - Judged.reach(pack.rules());
  }

  /** Up to where they do, not included. */
  public long to() {
    return about.to() + Judged.reach(pack.rules()) + 1;
  }

  /** Which keys of a window it is about, too. */
  Predicate<String> asked() {
    if (keys.stream().anyMatch(List::isEmpty)) {
      return _ -> true;
    }
    return keys.stream().map(GroupKey::of).collect(toSet())::contains;
  }

  /** Finds every event that bears on it, and may find more; none of a backfill. */
  public Query query() {
    Query asked = new Query.Or(pack.rules().stream().map(one -> one.when().asked()).toList());
    Query live = new Query.Not(new Query.Exists(EcsField.SONGLAM_SESSION.fieldName()));
    List<Query> some = new ArrayList<>();
    for (List<String> key : keys) {
      List<Query> parts = new ArrayList<>();
      for (int i = 0; i < key.size(); i++) {
        parts.add(new Query.Is(rule.when().groupBy().get(i).fieldName(), key.get(i)));
      }
      if (parts.isEmpty()) {
        return new Query.And(List.of(asked, live));
      }
      some.add(new Query.And(parts));
    }
    return new Query.And(List.of(asked, new Query.Or(some), live));
  }

  /**
   * An alert that neither what came on time nor what came late had come to by itself.
   *
   * @param episode as it stood when the last of the events was taken
   */
  public record Missed(Episode episode, Severity severity) {}

  /** What a run has told of. */
  private record Run(Map<Episode, Missed> found, Set<Episode> suppressed) implements Surroundings {
    @Override
    public void told(Episode episode, Alert alert) {
      found.put(episode, new Missed(episode, alert.severity()));
      if (alert.condition() == Condition.SUPPRESSED) {
        suppressed.add(episode);
      } else if (alert.condition() == Condition.ACTIVE) {
        suppressed.remove(episode);
      }
    }

    /** As it stood before it was over. */
    List<Missed> of(Rule rule) {
      suppressed.forEach(episode -> episode.suppressed(true));
      return found.values().stream().filter(one -> one.episode().rule().equals(rule)).toList();
    }
  }

  /**
   * What was missed.
   *
   * @param stored what the query finds between {@link #from} and {@link #to}, in any order
   */
  public List<Missed> missed(List<Event> stored) {
    List<Event> known = new ArrayList<>(stored);
    known.removeIf(event -> event.id().offset() > upTo || event.has(EcsField.SONGLAM_SESSION));
    known.sort(new EventOrder());
    ToldSpans before = new ToldSpans(Integer.MAX_VALUE);
    told.forEach(before::add);
    for (Missed found : run(known, late)) {
      before.add(Told.of(found.episode()));
    }
    List<Missed> missed = new ArrayList<>(run(known, Set.of()));
    missed.removeIf(found -> !isAbout(found.episode()));
    missed.removeIf(found -> before.meets(Told.of(found.episode()), rule.when(), rule.quiet()));
    return missed;
  }

  /** Where events can undo an answer, one is only sure around what this is about. */
  private boolean isAbout(Episode episode) {
    return rule.when().late() != Lateness.ANEW_WHEN_SETTLED
        || (episode.firstSeen() >= about.from() - rule.when().reach()
            && episode.firstSeen() <= about.to());
  }

  /**
   * What the rule tells of these.
   *
   * @param apart those of them that came late and are no part of it
   */
  private List<Missed> run(List<Event> events, Set<EventId> apart) {
    Run run = new Run(new LinkedHashMap<>(), new HashSet<>());
    List<Event> passed = new ArrayList<>();
    try (PackEngine engine = new PackEngine(pack, new RuleBase(code), _ -> {}, _ -> true, run)) {
      engine.begin(past);
      for (Event event : events) {
        if (apart.contains(event.id())) {
          passed.add(event);
        } else {
          long offset = event.id().offset();
          passed.stream().filter(late -> late.id().offset() < offset).forEach(engine::late);
          passed.removeIf(late -> late.id().offset() < offset);
          engine.on(
              new Detected(
                  event, List.of(), offset, event.timestamp(), RawRecord.LIVE, LATENESS_MILLIS));
        }
      }
      SETTLING.forEach(after -> engine.tick(to() + rule.quiet() + after));
      engine.finish();
    }
    return run.of(rule);
  }
}
