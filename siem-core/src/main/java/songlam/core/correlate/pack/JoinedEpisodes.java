package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Condition;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.correlate.window.Watched;
import songlam.core.event.Severity;

/**
 * What looking at late events has found, until nothing can bear on it any more. Each is told when
 * it is found and when it has grown, and returns when its quiet period is past, whether or not
 * somebody looks again. When the attack goes on, the live stream goes on with it: one name stands
 * for it. Bounded. For one thread.
 */
final class JoinedEpisodes {
  private static final int MOST = 1_000;

  /** So long after it happened, what comes on time has come, milliseconds. */
  private static final long SETTLED_MILLIS = 60_000;

  /** So long after it was found more of it may come late, milliseconds. */
  private static final long KEPT_MILLIS = 3_600_000;

  private final Teller teller;
  private final Map<String, Map<String, List<Joined>>> joined = new LinkedHashMap<>();
  private long numbers;
  private int size;
  private long evicted;

  /** Makes alerts of them. */
  interface Teller {
    void tell(Episode episode, Severity severity, Condition condition);
  }

  private static final class Joined {
    private final long number;
    private Episode episode;
    private Severity severity;
    private boolean returned;

    /** Whether it was told as going on. */
    private boolean called;

    /** When it was found, or was found to have grown; wall clock, milliseconds. */
    private long takenAt;

    /** Whether the live stream tells of it now. */
    private boolean goesOn;

    Joined(long number, Episode episode, Severity severity) {
      this.number = number;
      this.episode = episode;
      this.severity = severity;
    }

    /** What was only recorded stays so when it is over. */
    Condition condition() {
      if (episode.isSuppressed() && !(returned && called)) {
        return Condition.SUPPRESSED;
      }
      return returned ? Condition.RETURNED : Condition.ACTIVE;
    }

    boolean isOpen() {
      return !returned && !goesOn;
    }

    boolean isPast(long at) {
      long reach = episode.rule().when().reach() + episode.rule().quiet();
      return (returned || goesOn)
          && at >= episode.lastSeen() + reach + SETTLED_MILLIS
          && at >= takenAt + KEPT_MILLIS;
    }
  }

  JoinedEpisodes(Teller teller) {
    this.teller = teller;
  }

  /**
   * Looking has found this.
   *
   * @param at wall clock, milliseconds
   */
  void take(Episode episode, Severity severity, long at) {
    Joined known = meeting(episode.rule(), LateJoin.Told.of(episode));
    if (known == null) {
      known = new Joined(numbers++, episode, severity);
      put(known);
    } else if (episode.count() > known.episode.count() && !known.goesOn) {
      episode.named(known.episode);
      known.episode = episode;
      known.severity = severity;
    } else {
      return;
    }
    known.takenAt = at;
    known.returned = isOver(episode, at);
    tell(known);
    if (size > MOST) {
      evicted++;
      forgetOne();
    }
  }

  /**
   * The live stream begins to tell of this by itself.
   *
   * @return what it goes on with, null when nothing was found of it
   */
  @Nullable Episode goesOn(Rule rule, LateJoin.Told alert) {
    Joined known = meeting(rule, alert);
    if (known == null || known.goesOn) {
      return null;
    }
    known.goesOn = true;
    return known.episode;
  }

  /** Whether one of them would be the same alert as this. */
  boolean meets(Rule rule, LateJoin.Told alert) {
    return meeting(rule, alert) != null;
  }

  private @Nullable Joined meeting(Rule rule, LateJoin.Told alert) {
    Map<String, List<Joined>> known = joined.getOrDefault(rule.id(), Map.of());
    return rule.when()
        .same(alert.key(), known.keySet())
        .flatMap(key -> known.getOrDefault(key, List.of()).stream())
        .filter(one -> LateJoin.Told.of(one.episode).meets(alert, rule.quiet()))
        .min(Comparator.comparingLong(one -> one.number))
        .orElse(null);
  }

  /**
   * Wall clock has come to here: what is quiet returns, and what nothing can bear on is forgotten.
   *
   * @param pending whether more of an episode may be found
   */
  void tick(long at, Predicate<Episode> pending) {
    each(
        one -> {
          if (one.isOpen() && isOver(one.episode, at)) {
            ended(one);
          }
          return one.isPast(at) && !pending.test(one.episode);
        });
  }

  private static boolean isOver(Episode episode, long at) {
    Watched when = episode.rule().when();
    long settled = at - SETTLED_MILLIS;
    return when.isStanding()
        ? episode.lastSeen() + when.reach() <= settled
        : episode.isQuiet(settled);
  }

  /**
   * Goes on with these rules; what was found of others has ended, and of those that are no longer
   * judged anew.
   */
  void follow(Map<String, Rule> rules) {
    each(
        one -> {
          Rule next = rules.get(one.episode.rule().id());
          if (next != null) {
            one.episode.follow(next);
          }
          boolean isLeft = next == null || !next.when().late().isAnew();
          if (isLeft && one.isOpen()) {
            ended(one);
          }
          return isLeft;
        });
  }

  private void ended(Joined one) {
    one.returned = true;
    tell(one);
  }

  private void tell(Joined one) {
    Condition condition = one.condition();
    one.called |= condition == Condition.ACTIVE;
    teller.tell(one.episode, one.severity, condition);
  }

  private void put(Joined one) {
    joined
        .computeIfAbsent(one.episode.rule().id(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(one.episode.name(), _ -> new ArrayList<>())
        .add(one);
    size++;
  }

  /** The one longest known; nobody would look after it any more. */
  private void forgetOne() {
    Joined eldest = all().min(Comparator.comparingLong(one -> one.number)).orElseThrow();
    if (eldest.isOpen()) {
      ended(eldest);
    }
    each(one -> one == eldest);
  }

  private Stream<Joined> all() {
    return joined.values().stream()
        .flatMap(ofRule -> ofRule.values().stream())
        .flatMap(List::stream);
  }

  private void each(Predicate<Joined> isOver) {
    for (Map<String, List<Joined>> ofRule : joined.values()) {
      for (List<Joined> ofKey : ofRule.values()) {
        int before = ofKey.size();
        ofKey.removeIf(isOver);
        size -= before - ofKey.size();
      }
      ofRule.values().removeIf(List::isEmpty);
    }
    joined.values().removeIf(Map::isEmpty);
  }

  /** Alerts there was no room to look after any longer. */
  long evicted() {
    return evicted;
  }

  void save(StateWriter out) {
    RuleWords.save(all().filter(Joined::isOpen).map(one -> one.episode.rule()).toList(), out);
    out.number(evicted).number(size);
    all()
        .sorted(Comparator.comparingLong(one -> one.number))
        .forEach(
            one ->
                out.text(one.episode.rule().id())
                    .text(one.severity.name())
                    .truth(one.returned)
                    .truth(one.called)
                    .truth(one.goesOn)
                    .number(one.takenAt)
                    .part(one.episode::save));
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @param rules by id; what was found of others has ended
   */
  void restore(StateReader in, Map<String, Rule> rules) {
    Map<String, Rule> former = RuleWords.read(in);
    evicted = in.number();
    for (long left = in.number(); left > 0; left--) {
      String id = in.text();
      Rule rule = rules.containsKey(id) ? rules.get(id) : former.get(id);
      Severity severity = Severity.valueOf(in.text());
      boolean returned = in.truth();
      boolean called = in.truth();
      boolean goesOn = in.truth();
      long takenAt = in.number();
      StateReader state = in.part();
      if (rule != null) {
        Joined one = new Joined(numbers++, Episode.read(rule, state), severity);
        one.returned = returned;
        one.called = called;
        one.goesOn = goesOn;
        one.takenAt = takenAt;
        put(one);
      }
    }
    follow(rules);
  }
}
