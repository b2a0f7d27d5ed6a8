package songlam.core.correlate.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;
import songlam.core.event.EventId;

/** The marks of one key in the order of time, the latest {@link Watch#KEPT_WHOLE} of them whole. */
class MarkRing {
  private @Nullable Mark[] marks = new @Nullable Mark[4];
  private int head;
  private int size;

  /** What a window remembers of an event. */
  static final class Mark {
    final EventId id;

    /** The id the client gave it, null for one that is known by its place. */
    final @Nullable String own;

    final long time;
    @Nullable String value;
    final double amount;
    @Nullable Event event;

    Mark(Event event, @Nullable String value, double amount) {
      this(event, event.timestamp(), value, amount);
    }

    /**
     * @param time when it counts, not before the event's own time
     */
    Mark(Event event, long time, @Nullable String value, double amount) {
      this.id = event.id();
      this.own = event.hasOwnDocumentId() ? event.documentId() : null;
      this.time = time;
      this.value = value;
      this.amount = amount;
      this.event = event;
    }

    Mark(StateReader in) {
      this.id = in.id();
      this.own = in.truth() ? in.text() : null;
      this.time = in.number();
      this.value = in.truth() ? in.text() : null;
      this.amount = in.decimal();
      this.event = in.event();
    }

    void save(StateWriter out) {
      optional(out.id(id), own).number(time);
      optional(out, value).decimal(amount).event(event);
    }

    private static StateWriter optional(StateWriter out, @Nullable String text) {
      return text == null ? out.truth(false) : out.truth(true).text(text);
    }

    private String document() {
      if (event != null) {
        return event.documentId();
      }
      return own == null ? id.toString() : own;
    }

    Contribution contribution(String stage) {
      return new Contribution(document(), time, stage, event);
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
      get(i).save(out);
    }
  }

  static MarkRing read(StateReader in) {
    MarkRing ring = new MarkRing();
    ring.restore(in);
    return ring;
  }

  /** Takes over what {@link #save} wrote; for a fresh one. */
  void restore(StateReader in) {
    for (long left = in.number(); left > 0; left--) {
      add(new Mark(in));
    }
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
