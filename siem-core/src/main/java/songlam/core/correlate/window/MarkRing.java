package songlam.core.correlate.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;
import songlam.core.event.EventId;

/** The marks of one key in the order of time, the latest {@link Watch#KEPT_WHOLE} of them whole. */
final class MarkRing {
  private @Nullable Mark[] marks = new @Nullable Mark[4];
  private int head;
  private int size;

  /** What a window remembers of an event. */
  static final class Mark {
    final EventId id;
    final long time;
    final @Nullable String value;
    final double amount;
    @Nullable Event event;

    Mark(EventId id, long time, @Nullable String value, double amount, @Nullable Event event) {
      this.id = id;
      this.time = time;
      this.value = value;
      this.amount = amount;
      this.event = event;
    }

    Contribution contribution(String stage) {
      return new Contribution(id, time, stage, event);
    }
  }

  /** Adds the latest; gives how many more events are kept whole now, 0 or 1. */
  int add(Mark mark) {
    if (size == marks.length) {
      grow();
    }
    marks[(head + size++) & (marks.length - 1)] = mark;
    if (size > Watch.KEPT_WHOLE) {
      get(size - 1 - Watch.KEPT_WHOLE).event = null;
      return 0;
    }
    return 1;
  }

  Mark get(int index) {
    Mark mark = marks[(head + index) & (marks.length - 1)];
    if (mark == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return mark;
  }

  Mark removeFirst() {
    Mark first = get(0);
    marks[head] = null;
    head = (head + 1) & (marks.length - 1);
    size--;
    return first;
  }

  int size() {
    return size;
  }

  int whole() {
    return Math.min(size, Watch.KEPT_WHOLE);
  }

  void save(StateWriter out) {
    out.number(size);
    for (int i = 0; i < size; i++) {
      Mark mark = get(i);
      out.id(mark.id).number(mark.time).truth(mark.value != null);
      if (mark.value != null) {
        out.text(mark.value);
      }
      out.decimal(mark.amount).event(mark.event);
    }
  }

  static MarkRing read(StateReader in) {
    MarkRing ring = new MarkRing();
    for (long left = in.number(); left > 0; left--) {
      EventId id = in.id();
      long time = in.number();
      String value = in.truth() ? in.text() : null;
      ring.add(new Mark(id, time, value, in.decimal(), in.event()));
    }
    return ring;
  }

  private void grow() {
    @Nullable Mark[] wider = new @Nullable Mark[marks.length * 2];
    int tail = marks.length - head;
    System.arraycopy(marks, head, wider, 0, tail);
    System.arraycopy(marks, 0, wider, tail, head);
    Arrays.fill(marks, null);
    marks = wider;
    head = 0;
  }
}
