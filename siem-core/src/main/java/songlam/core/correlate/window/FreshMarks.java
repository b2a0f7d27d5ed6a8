package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import songlam.core.correlate.window.MarkRing.Mark;

/** The marks of one key, of which the latest have been in no sighting yet. */
final class FreshMarks extends MarkRing {
  /** So many of the oldest marks were in a sighting already. */
  private int handed;

  @Override
  Mark removeFirst() {
    handed = Math.max(0, handed - 1);
    return super.removeFirst();
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
    List<Contribution> fresh = new ArrayList<>(size() - handed + 1);
    for (int i = handed; i < size(); i++) {
      fresh.add(get(i).contribution(stage));
    }
    passOver();
    return fresh;
  }

  /** No sighting will tell of those that are there now. */
  void passOver() {
    handed = size();
  }

  @Override
  void save(StateWriter out) {
    super.save(out);
    out.number(handed);
  }

  static FreshMarks read(StateReader in) {
    FreshMarks marks = new FreshMarks();
    marks.restore(in);
    marks.handed = (int) in.number();
    return marks;
  }
}
