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

  void add(Mark mark) {
    marks.add(mark);
  }

  /** Lets the oldest go. */
  void removeFirst() {
    marks.removeFirst();
    handed = Math.max(0, handed - 1);
  }

  Mark get(int index) {
    return marks.get(index);
  }

  int size() {
    return marks.size();
  }

  /** What was in no sighting before; it is in one from now on. */
  List<Contribution> handOver() {
    List<Contribution> fresh = new ArrayList<>();
    for (int i = handed; i < marks.size(); i++) {
      fresh.add(marks.get(i).contribution(""));
    }
    handed = marks.size();
    return fresh;
  }

  void save(StateWriter out) {
    marks.save(out);
    out.number(handed);
  }

  static FreshMarks read(StateReader in) {
    return new FreshMarks(MarkRing.read(in), (int) in.number());
  }
}
