package songlam.core.correlate.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Contribution;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Severity;

/**
 * One rule holding for one key from its first contributing event until it is quiet. Grows; keeps
 * the first and the latest events as evidence and counts all of them, however long it lasts.
 */
public final class Episode {
  static final int FIRST_KEPT = 20;
  static final int LAST_KEPT = 30;

  private static final long TELL_EVERY = 2_000;

  private Rule rule;
  private final String key;
  private final long order;
  private final List<Proof> first = new ArrayList<>();
  private final Deque<Proof> last = new ArrayDeque<>();
  private @Nullable String firstDocument;
  private long firstSeen = Long.MAX_VALUE;
  private long lastSeen = Long.MIN_VALUE;
  private long count;
  private long followers;
  private long distinct;
  private double sum;
  private long lastAt = Long.MIN_VALUE;
  private long toldAt = Long.MIN_VALUE;
  private long toldCount;
  private String phase = Noticed.OPENED;

  /** Up to there everything is in it already, what came late too; else nothing is. */
  private long joinedUpTo = Long.MIN_VALUE;

  /** Under which key it is told. */
  private String name;

  private boolean late;
  private boolean suppressed;
  private @Nullable Severity raisedAs;
  private boolean hasCalled;

  /** An event kept, and what it shows. */
  record Proof(Event event, String stage) {}

  /**
   * @param order its place among the episodes of its stream, in which they began
   */
  Episode(Rule rule, String key, long order) {
    this.rule = rule;
    this.key = key;
    this.name = key;
    this.order = order;
  }

  /**
   * It has begun, and goes on with what looking at late events has found: it has the name, the
   * evidence and the count of that, and takes what comes after it.
   *
   * @param found null when nothing was found
   */
  void goOnWith(@Nullable Episode found) {
    if (found != null) {
      named(found);
      firstSeen = found.firstSeen;
      lastSeen = found.lastSeen;
      count = found.count;
      followers = found.followers;
      distinct = found.distinct;
      sum = found.sum;
      first.addAll(found.first);
      last.addAll(found.last);
      joinedUpTo = found.lastSeen;
      late = true;
    }
  }

  /** It is told under the name of another from now on. */
  void named(Episode other) {
    name = other.name;
    firstDocument = other.firstDocument;
  }

  void take(Sighting sighting) {
    sighting.fresh().forEach(this::add);
    distinct = Math.max(distinct, sighting.distinct());
    sum = Math.max(sum, sighting.sum());
    lastAt = Math.max(lastAt, sighting.at());
  }

  private void add(Contribution contribution) {
    if (contribution.time() <= joinedUpTo) {
      return;
    }
    count++;
    followers += contribution.stage().equals(Contribution.THEN) ? 1 : 0;
    firstDocument = firstDocument == null ? contribution.document() : firstDocument;
    firstSeen = Math.min(firstSeen, contribution.time());
    lastSeen = Math.max(lastSeen, contribution.time());
    Event event = contribution.event();
    if (event == null) {
      return;
    }
    keep(new Proof(event, contribution.stage()));
  }

  private void keep(Proof proof) {
    if (first.size() < FIRST_KEPT) {
      first.add(proof);
    } else {
      last.addLast(proof);
      if (last.size() > LAST_KEPT) {
        last.removeFirst();
      }
    }
  }

  /** Keeps only so many of the events kept, the first and the latest of them. */
  void shorten(int most) {
    List<Proof> all = evidence();
    int latest = Math.min(most, all.size()) / 2;
    int begin = Math.min(most, all.size()) - latest;
    first.clear();
    last.clear();
    all.subList(0, begin).forEach(this::keep);
    all.subList(all.size() - latest, all.size()).forEach(this::keep);
  }

  boolean isQuiet(long time) {
    return !rule.when().isStanding() && quietAt() <= time;
  }

  /** When it is next worth a look, if no event comes before. */
  long due() {
    long quiet = rule.when().isStanding() ? Long.MAX_VALUE : quietAt();
    return count > toldCount ? Math.min(quiet, toldAt + TELL_EVERY) : quiet;
  }

  private long quietAt() {
    return lastAt + rule.quiet();
  }

  /** Whether it has grown enough since it was last told to be told again. */
  boolean worthTelling(long time) {
    return count > toldCount && (time - toldAt >= TELL_EVERY || count >= 2 * toldCount);
  }

  /** It is told now; gives the fact that says so. */
  Noticed told(long time, String as) {
    toldAt = time;
    toldCount = count;
    phase = as;
    return noticed();
  }

  /** The fact of its latest telling. */
  Noticed noticed() {
    return new Noticed(rule.id(), key, phase, toldCount, toldAt, this);
  }

  /**
   * Whether one of the events kept has this value; for the pack's rules.
   *
   * @param field name of a field of the vocabulary
   */
  public boolean says(String field, String value) {
    EcsField known = EcsField.named(field);
    return known != null
        && evidence().stream().anyMatch(proof -> proof.event().texts(known).contains(value));
  }

  /** Some of it came late. */
  void cameLate() {
    late = true;
  }

  /** Whether some of it came late. */
  boolean isLate() {
    return late;
  }

  void suppressed(boolean now) {
    suppressed = now;
  }

  boolean isSuppressed() {
    return suppressed;
  }

  /** An alert was made of it, with this severity; whether it called for people. */
  void raised(Severity severity, boolean calls) {
    raisedAs = severity;
    hasCalled |= calls;
  }

  /** Whether it has ever called for people, and not just been recorded. */
  boolean hasCalled() {
    return hasCalled;
  }

  /** The severity of its alert as it was told last, null when there is none. */
  @Nullable Severity raisedAs() {
    return raisedAs;
  }

  Rule rule() {
    return rule;
  }

  /** From now on it is told as this version of its rule says. */
  void follow(Rule version) {
    rule = version;
  }

  String key() {
    return key;
  }

  /** The key under which it is told: its own, or that of what it goes on with. */
  String name() {
    return name;
  }

  long order() {
    return order;
  }

  long toldAt() {
    return toldAt;
  }

  /** The evidence kept, oldest first. */
  List<Proof> evidence() {
    List<Proof> all = new ArrayList<>(first);
    all.addAll(last);
    return all;
  }

  /** Document id of the first contributing event, whether or not it is kept. */
  String firstDocument() {
    return Objects.requireNonNull(firstDocument, "an episode begins with an event");
  }

  /** Event time of the first contributing event, milliseconds; for the pack's rules too. */
  public long firstSeen() {
    return firstSeen;
  }

  /** Event time of the last contributing event. */
  long lastSeen() {
    return lastSeen;
  }

  /** Contributing events, all of them. */
  long count() {
    return count;
  }

  /** Of these, the ones that completed a sequence. */
  long followers() {
    return followers;
  }

  /** The most different values seen in one window. */
  long distinct() {
    return distinct;
  }

  /** The largest sum seen in one window. */
  double sum() {
    return sum;
  }

  void save(StateWriter out) {
    out.text(key)
        .number(order)
        .text(firstDocument())
        .number(firstSeen)
        .number(lastSeen)
        .number(count);
    out.number(followers).number(distinct).decimal(sum).number(lastAt).number(toldAt);
    out.number(toldCount).text(phase).truth(suppressed).number(joinedUpTo);
    out.text(name).truth(late).truth(hasCalled);
    out.text(raisedAs == null ? "" : raisedAs.name());
    List<Proof> proofs = evidence();
    out.number(proofs.size());
    proofs.forEach(proof -> out.event(proof.event()).text(proof.stage()));
  }

  static Episode read(Rule rule, StateReader in) {
    Episode episode = new Episode(rule, in.text(), in.number());
    episode.firstDocument = in.text();
    episode.firstSeen = in.number();
    episode.lastSeen = in.number();
    episode.count = in.number();
    episode.followers = in.number();
    episode.distinct = in.number();
    episode.sum = in.decimal();
    episode.lastAt = in.number();
    episode.toldAt = in.number();
    episode.toldCount = in.number();
    episode.phase = in.text();
    episode.suppressed = in.truth();
    episode.joinedUpTo = in.number();
    episode.name = in.text();
    episode.late = in.truth();
    episode.hasCalled = in.truth();
    String raised = in.text();
    episode.raisedAs = raised.isEmpty() ? null : Severity.valueOf(raised);
    for (long left = in.number(); left > 0; left--) {
      episode.keep(new Proof(Objects.requireNonNull(in.event()), in.text()));
    }
    return episode;
  }
}
