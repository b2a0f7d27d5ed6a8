package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import songlam.core.correlate.window.MarkRing.Mark;

/** The marks of one key, of which the latest have been in no sighting yet. */
final class FreshMarks {
  private final MarkRing marks;

  /** So many of the oldest marks were in a sighting already. */
  private int handed;

  FreshMarks() {
    this(new MarkRing(), 0);
  }

  private FreshMarks(MarkRing marks, int handed) {
    this.marks = marks;
    this.handed = handed;
  }

  /** Adds the latest; gives how many more events are kept whole now, 0 or 1. */
  int add(Mark mark) {
    return marks.add(mark);
  }

  /** Lets the oldest go. */
  Mark removeFirst() {
    handed = Math.max(0, handed - 1);
    return marks.removeFirst();
  }

  Mark get(int index) {
    return marks.get(index);
  }

  int size() {
    return marks.size();
  }

  int whole() {
    return marks.whole();
  }

  /** Whether the oldest was in no sighting yet. */
  boolean isOldestFresh() {
    return handed == 0;
  }

  /** What was in no sighting before; it is in one from now on. */
  List<Contribution> handOver() {
    return handOver("");
  }

  /** The same, as parts of this stage. */
  List<Contribution> handOver(String stage) {
    List<Contribution> fresh = new ArrayList<>(marks.size() - handed + 1);
    for (int i = handed; i < marks.size(); i++) {
      fresh.add(marks.get(i).contribution(stage));
    }
    passOver();
    return fresh;
  }

  /** No sighting will tell of those that are there now. */
  void passOver() {
    handed = marks.size();
  }

  void save(StateWriter out) {
    marks.save(out);
    out.number(handed);
  }

  static FreshMarks read(StateReader in) {
    return new FreshMarks(MarkRing.read(in), (int) in.number());
  }
}
