package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Shape.Measure;
import songlam.core.correlate.window.Shape.Refused;
import songlam.core.event.Event;

/** What a correlation means, looked up in the whole past each time, without any state. */
final class Oracle {
  private final List<Event> events;
  private final long window;

  Oracle(List<Event> events, long window) {
    this.events = events;
    this.window = window;
  }

  /** When it holds at an event, as {@code key@time} in the order of the stream. */
  List<String> holds(Shape shape) {
    record Said(long at, int order, String text) {}
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      for (long at : moments(shape, i)) {
        said.add(new Said(at, i, Signals.key(events.get(i)) + "@" + at));
      }
    }
    return said.stream().sorted(Comparator.comparingLong(Said::at)).map(Said::text).toList();
  }

  private List<Long> moments(Shape shape, int i) {
    long now = Signals.at(events.get(i));
    return switch (shape) {
      case Shape.Aggregate aggregate ->
          aggregate.bounds().areCapped()
              ? closed(aggregate, i)
              : aggregate.bounds().hold(measured(aggregate, within(i))) ? List.of(now) : List.of();
      case Shape.Several(int least) ->
          within(i).stream().map(Signals::part).distinct().count() >= least
              ? List.of(now)
              : List.of();
      case Shape.Together(var any) ->
          any.stream().anyMatch(one -> together(one, i)) ? List.of(now) : List.of();
      case Shape.InOrder(var any) -> {
        List<Long> all = new ArrayList<>();
        for (Combination one : any) {
          all.addAll(inOrder(one, i));
        }
        yield all;
      }
    };
  }

  /** Events of the key in the sliding window that ends with this one. */
  private List<Event> within(int i) {
    List<Event> within = new ArrayList<>();
    for (int j = 0; j <= i; j++) {
      if (isOfKey(j, i) && Signals.at(events.get(j)) > Signals.at(events.get(i)) - window) {
        within.add(events.get(j));
      }
    }
    return within;
  }

  /** The window that this event opens, when none of its key is open. */
  private List<Long> closed(Shape.Aggregate shape, int i) {
    long open = Long.MIN_VALUE;
    for (int j = 0; j <= i; j++) {
      long at = Signals.at(events.get(j));
      if (isOfKey(j, i) && (open == Long.MIN_VALUE || at >= open + window)) {
        open = at;
        if (j == i) {
          List<Event> inside = new ArrayList<>();
          for (int k = i; k < events.size(); k++) {
            if (isOfKey(k, i) && Signals.at(events.get(k)) < open + window) {
              inside.add(events.get(k));
            }
          }
          return shape.bounds().hold(measured(shape, inside)) ? List.of(open + window) : List.of();
        }
      }
    }
    return List.of();
  }

  private static double measured(Shape.Aggregate shape, List<Event> within) {
    double[] values = within.stream().mapToDouble(Signals::value).sorted().toArray();
    double sum = 0;
    Set<Double> different = new HashSet<>();
    for (double value : values) {
      sum += value;
      different.add(value);
    }
    int middle = values.length / 2;
    return switch (shape.measure()) {
      case Measure.COUNT -> values.length;
      case Measure.DISTINCT -> different.size();
      case Measure.SUM -> sum;
      case Measure.AVERAGE -> sum / values.length;
      case Measure.PERCENTILE -> values[(int) Math.ceil(shape.percent() / 100 * values.length) - 1];
      case Measure.MEDIAN ->
          values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    };
  }

  private boolean together(Combination one, int i) {
    return one.wanted().contains(Signals.part(events.get(i)))
        && one.wanted().stream()
            .allMatch(part -> within(i).stream().anyMatch(e -> Signals.part(e) == part));
  }

  private List<Long> inOrder(Combination one, int i) {
    long begun = begun(one, i, one.wanted().size() - 1);
    if (begun == Long.MIN_VALUE || begun <= Signals.at(events.get(i)) - window) {
      return List.of();
    }
    List<Refused> behind =
        one.refused().stream().filter(r -> r.gap() == one.wanted().size()).toList();
    if (behind.isEmpty()) {
      return List.of(Signals.at(events.get(i)));
    }
    for (int j = i + 1; j < events.size(); j++) {
      int part = Signals.part(events.get(j));
      if (isOfKey(j, i)
          && Signals.at(events.get(j)) < begun + window
          && behind.stream().anyMatch(r -> r.part() == part)) {
        return List.of();
      }
    }
    return List.of(begun + window);
  }

  /** The latest beginning of a way to come to a step with this event. */
  private long begun(Combination one, int i, int step) {
    if (Signals.part(events.get(i)) != one.wanted().get(step)) {
      return Long.MIN_VALUE;
    }
    long now = Signals.at(events.get(i));
    if (step == 0) {
      return isRefused(one, 0, i, j -> Signals.at(events.get(j)) > now - window)
          ? Long.MIN_VALUE
          : now;
    }
    long best = Long.MIN_VALUE;
    for (int j = i - 1; j >= 0; j--) {
      int before = j;
      if (isOfKey(j, i) && !isRefused(one, step, i, k -> k > before)) {
        best = Math.max(best, begun(one, j, step - 1));
      }
    }
    return best > now - window ? best : Long.MIN_VALUE;
  }

  private interface Where {
    boolean test(int j);
  }

  private boolean isRefused(Combination one, int gap, int i, Where where) {
    for (int j = 0; j < i; j++) {
      int part = Signals.part(events.get(j));
      if (isOfKey(j, i)
          && where.test(j)
          && one.refused().stream().anyMatch(r -> r.gap() == gap && r.part() == part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfKey(int j, int i) {
    return Signals.key(events.get(j)).equals(Signals.key(events.get(i)));
  }
}
