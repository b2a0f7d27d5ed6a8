package songlam.core.correlate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link TogetherOperator} remembers of a key. */
final class TogetherState {
  /** By part: the latest. */
  final @Nullable Seen[] last;

  /** By combination: the window that waits to close. */
  final @Nullable Open[] open;

  TogetherState(int parts, int combinations) {
    this.last = new @Nullable Seen[parts];
    this.open = new @Nullable Open[combinations];
  }

  /** A window that waits to close. */
  record Open(long number, long closesAt, @Nullable Seen[] seen) {}

  /** Whether all of it is as old as this, and nothing waits. */
  boolean isOver(long old) {
    for (Open one : open) {
      if (one != null) {
        return false;
      }
    }
    for (Seen seen : last) {
      if (seen != null && seen.time() > old) {
        return false;
      }
    }
    return true;
  }

  void save(StateWriter out) {
    Seen.Table table = new Seen.Table();
    addAll(table, last);
    for (Open one : open) {
      addAll(table, one == null ? new Seen[0] : one.seen());
    }
    table.save(out);
    save(table, last, out);
    for (Open one : open) {
      out.truth(one != null);
      if (one != null) {
        out.number(one.number()).number(one.closesAt());
        save(table, one.seen(), out);
      }
    }
  }

  private static void addAll(Seen.Table table, @Nullable Seen[] some) {
    for (Seen seen : some) {
      if (seen != null) {
        table.add(seen);
      }
    }
  }

  private static void save(Seen.Table table, @Nullable Seen[] some, StateWriter out) {
    for (Seen seen : some) {
      out.number(seen == null ? -1 : table.place(seen));
    }
  }

  /**
   * Reads what {@link #save} wrote into a fresh one.
   *
   * @param combinations those it was made for
   */
  void read(List<Shape.Combination> combinations, StateReader in) {
    Seen.Table table = Seen.Table.read(in);
    read(table, last, in);
    for (int i = 0; i < open.length; i++) {
      if (in.truth()) {
        int wanted = combinations.get(i).wanted().size();
        Open one = new Open(in.number(), in.number(), new @Nullable Seen[wanted]);
        read(table, one.seen(), in);
        open[i] = one;
      }
    }
  }

  private static void read(Seen.Table table, @Nullable Seen[] into, StateReader in) {
    for (int i = 0; i < into.length; i++) {
      long place = in.number();
      into[i] = place < 0 ? null : table.at(place);
    }
  }
}
