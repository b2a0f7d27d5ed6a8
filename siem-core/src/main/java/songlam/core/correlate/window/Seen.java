package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.window.MarkRing.Mark;

/** Something that came to a part of a correlation, and whether a sighting told of it already. */
final class Seen {
  private static final Comparator<Seen> AS_THEY_CAME =
      Comparator.comparingLong(seen -> seen.number);

  final Mark mark;
  final int base;
  final long number;
  private boolean handed;

  /**
   * @param number in which order things came
   */
  Seen(Operator.Arrival arrival, long number) {
    this(new Mark(arrival.event(), arrival.at(), null, 0), arrival.base(), number);
  }

  private Seen(Mark mark, int base, long number) {
    this.mark = mark;
    this.base = base;
    this.number = number;
  }

  long time() {
    return mark.time;
  }

  /** What no sighting told of yet, oldest first; from now on it is told. */
  static List<Contribution> hand(List<Seen> all, String before, String last) {
    List<Seen> inOrder = new ArrayList<>(all);
    inOrder.sort(AS_THEY_CAME);
    List<Contribution> fresh = new ArrayList<>(inOrder.size());
    for (int i = 0; i < inOrder.size(); i++) {
      Seen seen = inOrder.get(i);
      if (!seen.handed) {
        seen.handed = true;
        fresh.add(seen.mark.contribution(i == inOrder.size() - 1 ? last : before));
      }
    }
    return fresh;
  }

  static Seen latest(List<Seen> all) {
    return Collections.max(all, AS_THEY_CAME);
  }

  /** All that one key refers to, so that each is written once. */
  static final class Table {
    private final Map<Seen, Integer> places = new IdentityHashMap<>();
    private final List<Seen> all = new ArrayList<>();

    void add(Seen seen) {
      if (places.putIfAbsent(seen, all.size()) == null) {
        all.add(seen);
      }
    }

    int place(Seen seen) {
      return places.getOrDefault(seen, -1);
    }

    Seen at(long place) {
      return all.get((int) place);
    }

    void save(StateWriter out) {
      out.number(all.size());
      for (Seen seen : all) {
        seen.mark.save(out);
        out.number(seen.base).number(seen.number).truth(seen.handed);
      }
    }

    static Table read(StateReader in) {
      Table table = new Table();
      for (long left = in.number(); left > 0; left--) {
        Seen seen = new Seen(new Mark(in), (int) in.number(), in.number());
        seen.handed = in.truth();
        table.add(seen);
      }
      return table;
    }
  }
}
