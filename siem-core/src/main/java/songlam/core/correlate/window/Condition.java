package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.FieldSet;
import songlam.core.query.Query;

/**
 * What a rule watches for.
 *
 * @param kind which operator
 * @param match events that count
 * @param then for a sequence: the event that must follow; for a deadline: the event that lifts it
 * @param groupBy fields whose values keep keys apart; an event that lacks one does not count
 * @param window span of event time, milliseconds
 * @param count at least this many events
 * @param distinct with {@code atLeast}: this many different values of the field; for a rhythm: an
 *     event counts once for each value
 * @param sum with {@code atLeast}: this much of the numeric field
 * @param atLeast bound of distinct or sum
 * @param factor for a rate: this many times the key's own baseline
 * @param z for a rate of events: this many standard deviations above the key's own baseline, those
 *     of a count whose mean is the baseline, its root
 * @param due for a deadline: the field that holds the moment
 * @param lead for a deadline: told this long before it, milliseconds
 * @param frame how the window goes along; of a rate it tumbles
 * @param learn for a rate: a key is known so long before anything is told of it, milliseconds
 */
public record Condition(
    Kind kind,
    Query match,
    @Nullable Query then,
    List<EcsField> groupBy,
    long window,
    long count,
    @Nullable EcsField distinct,
    @Nullable EcsField sum,
    long atLeast,
    double factor,
    double z,
    @Nullable EcsField due,
    long lead,
    Frame frame,
    long learn)
    implements Watched {
  /** The operators. */
  public enum Kind {
    /** Enough events, different values, or sum within the window. */
    THRESHOLD,
    /** A threshold, then the event of {@code then}, within the window. */
    SEQUENCE,
    /** A key that was heard of is silent for the window. */
    SILENCE,
    /** A moment the event names has passed without the event of {@code then}. */
    DEADLINE,
    /** More than the key's own baseline by a factor, or by so many standard deviations. */
    RATE,
    /** Events so regular that a machine sends them. */
    RHYTHM
  }

  public Condition {
    groupBy = List.copyOf(groupBy);
  }

  @Override
  public Condition without(Query excepted) {
    return new Condition(
        kind,
        Watched.except(match, excepted),
        then,
        groupBy,
        window,
        count,
        distinct,
        sum,
        atLeast,
        factor,
        z,
        due,
        lead,
        frame,
        learn);
  }

  @Override
  public boolean isStanding() {
    return kind == Kind.SILENCE || kind == Kind.DEADLINE;
  }

  @Override
  public String fingerprint() {
    return toString();
  }

  @Override
  public Query asked() {
    return then == null ? match : new Query.Or(List.of(match, then));
  }

  @Override
  public Lateness late() {
    return switch (kind) {
      case THRESHOLD, SEQUENCE, RHYTHM -> Lateness.ANEW;
      case RATE -> Lateness.ANEW_WHEN_SETTLED;
      case SILENCE, DEADLINE -> Lateness.LIVE;
    };
  }

  @Override
  public Predicate<Event> contributing() {
    return matcher().or(follower());
  }

  /** A rhythm is heard over that many beats, each within the window of the one before. */
  @Override
  public long reach() {
    return kind == Kind.RHYTHM ? window * count : window;
  }

  /** So short that what was usual before is still known when nothing more comes on time. */
  @Override
  public long stretch() {
    long known = Baseline.WINDOWS_OPEN / 4 * window;
    return kind == Kind.RATE ? Math.min(known, Watched.super.stretch()) : Watched.super.stretch();
  }

  /** Whether an event counts. */
  Predicate<Event> matcher() {
    return gated(match);
  }

  /** Whether an event is the one that must follow, or lifts the deadline. */
  Predicate<Event> follower() {
    return then == null ? _ -> false : gated(then);
  }

  private Predicate<Event> gated(Query query) {
    return gated(query, groupBy);
  }

  /** Most events lack a field that the query or the key cannot do without: one mask tells. */
  static Predicate<Event> gated(Query query, List<EcsField> groupBy) {
    Set<EcsField> needed = Predicates.needed(query);
    needed.addAll(groupBy);
    FieldSet gate = new FieldSet(needed);
    Predicate<Event> test = Predicates.of(query);
    return event -> event.hasAll(gate) && test.test(event);
  }

  /** The key of an event, null when it lacks one of the fields. */
  @Nullable String keyOf(Event event) {
    return keyOf(event, groupBy);
  }

  /** The key of an event, null when it lacks one of the fields. */
  static @Nullable String keyOf(Event event, List<EcsField> groupBy) {
    if (groupBy.size() == 1) {
      return event.text(groupBy.getFirst());
    }
    List<String> values = new ArrayList<>(groupBy.size());
    for (EcsField field : groupBy) {
      String value = event.text(field);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return GroupKey.of(values);
  }
}
