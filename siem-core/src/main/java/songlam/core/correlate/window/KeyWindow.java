package songlam.core.correlate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.MarkRing.Mark;

/**
 * The events of one key within a window in the order of time, and what they come to: how many, how
 * many different values, their sum. The oldest leave first.
 */
final class KeyWindow {
  private final Room room;
  private final FreshMarks marks;
  private @Nullable Tally values;
  private final RunningSum sum;

  /** Whether anything has ever had an amount. */
  private boolean isSummed;

  KeyWindow(Room room) {
    this(room, new FreshMarks(), new RunningSum());
  }

  private KeyWindow(Room room, FreshMarks marks, RunningSum sum) {
    this.room = room;
    this.marks = marks;
    this.sum = sum;
  }

  /** Adds the latest; when there are too many, the oldest leaves and is given back. */
  @Nullable Mark add(Mark mark) {
    int whole = marks.add(mark);
    count(mark);
    if (mark.amount != 0) {
      isSummed = true;
      sum.add(mark.amount);
    }
    room.take(1, whole);
    if (marks.size() <= Room.MOST_PER_KEY) {
      return null;
    }
    boolean isFresh = marks.isOldestFresh();
    Mark oldest = removeFirst();
    // One that was told of and is only counted is not missed: there are as many as can be asked
    // for.
    if (isFresh || oldest.value != null || oldest.amount != 0) {
      room.cut();
    }
    return oldest;
  }

  private void count(Mark mark) {
    if (mark.value != null) {
      values = values == null ? new Tally() : values;
      mark.value = values.add(mark.value);
    }
  }

  /** Lets go of what is of this time or before. */
  void prune(long until) {
    while (isOldestBy(until)) {
      removeFirst();
    }
  }

  /** Whether there is one of this time or before. */
  boolean isOldestBy(long until) {
    return marks.size() > 0 && marks.get(0).time <= until;
  }

  Mark removeFirst() {
    int before = marks.whole();
    Mark oldest = marks.removeFirst();
    room.take(-1, marks.whole() - before);
    if (oldest.value != null && values != null) {
      values.remove(oldest.value);
    }
    if (isSummed) {
      sum.remove(oldest.amount, marks.size(), at -> marks.get(at).amount);
    }
    return oldest;
  }

  /** Gives back the room of all of them. */
  void forget() {
    room.take(-marks.size(), -marks.whole());
  }

  int size() {
    return marks.size();
  }

  boolean isEmpty() {
    return marks.size() == 0;
  }

  int distinct() {
    return values == null ? 0 : values.size();
  }

  double sum() {
    return sum.value();
  }

  Mark get(int index) {
    return marks.get(index);
  }

  /** What was in no sighting before; it is in one from now on. */
  List<Contribution> handOver(String stage) {
    return marks.handOver(stage);
  }

  /** No sighting will tell of those that are there now. */
  void passOver() {
    marks.passOver();
  }

  void save(StateWriter out) {
    marks.save(out);
    sum.save(out);
    out.truth(isSummed);
  }

  static KeyWindow read(StateReader in, Room room) {
    KeyWindow window = new KeyWindow(room, FreshMarks.read(in), RunningSum.read(in));
    window.isSummed = in.truth();
    for (int i = 0; i < window.size(); i++) {
      window.count(window.get(i));
    }
    room.take(window.size(), window.marks.whole());
    return window;
  }
}
