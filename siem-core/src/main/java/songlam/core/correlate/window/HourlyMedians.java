package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is usual for a key at an hour of the day: the medians of that hour on the latest days. Hours
 * are whole ones of UTC, counted since 1970. What comes late to one of the latest hours counts as
 * if it had come on time. For one thread.
 */
final class HourlyMedians {
  private static final int HOURS = 24;
  private static final int DAYS = 14;

  /** Values of an hour that are looked at; enough for a median. */
  private static final int MOST_OF_HOUR = 512;

  /** Hours of which the values are kept. */
  private static final int HOURS_OPEN = 3;

  /** By hour of the day, oldest first. */
  private final List<List<Median>> days = new ArrayList<>();

  /** Values of the latest hours, which are not among the days yet. */
  private final NavigableMap<Long, List<Double>> open = new TreeMap<>();

  private long latest = Long.MIN_VALUE;

  private record Median(long hour, double value) {}

  HourlyMedians() {
    for (int hour = 0; hour < HOURS; hour++) {
      days.add(new ArrayList<>());
    }
  }

  /** The latest hour there was a value in. */
  long latest() {
    return latest;
  }

  /**
   * Adds a value.
   *
   * @param needed an hour with fewer values tells nothing
   * @return false when its hour is over too long
   */
  boolean add(long hour, double value, long needed) {
    latest = Math.max(latest, hour);
    if (!isOpen(hour)) {
      return false;
    }
    List<Double> values = open.computeIfAbsent(hour, _ -> new ArrayList<>());
    if (values.size() < MOST_OF_HOUR) {
      values.add(value);
    }
    while (!isOpen(open.firstKey())) {
      close(open.pollFirstEntry(), needed);
    }
    return true;
  }

  private boolean isOpen(long hour) {
    return hour > latest - HOURS_OPEN;
  }

  private void close(Map.Entry<Long, List<Double>> hour, long needed) {
    List<Median> known = of(hour.getKey());
    if (hour.getValue().size() >= needed) {
      known.add(new Median(hour.getKey(), median(hour.getValue())));
    }
    if (known.size() > DAYS) {
      known.removeFirst();
    }
  }

  private List<Median> of(long hour) {
    return days.get(Math.floorMod(hour, HOURS));
  }

  /** The medians of that hour on days before. */
  List<Double> usual(long hour) {
    return of(hour).stream().map(Median::value).toList();
  }

  /** Takes over what another knew before an hour. */
  void begin(HourlyMedians other, long hour) {
    latest = hour - 1;
    for (int i = 0; i < HOURS; i++) {
      days.get(i).addAll(other.days.get(i));
      days.get(i).removeIf(median -> median.hour() >= hour);
    }
  }

  /** Of an even number, the upper of the two in the middle. */
  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }

  void save(StateWriter out) {
    for (List<Median> known : days) {
      out.number(known.size());
      known.forEach(median -> out.number(median.hour()).decimal(median.value()));
    }
    out.number(latest).number(open.size());
    open.forEach(
        (hour, values) -> {
          out.number(hour).number(values.size());
          values.forEach(out::decimal);
        });
  }

  void restore(StateReader in) {
    for (List<Median> known : days) {
      for (long left = in.number(); left > 0; left--) {
        known.add(new Median(in.number(), in.decimal()));
      }
    }
    latest = in.number();
    for (long hours = in.number(); hours > 0; hours--) {
      List<Double> values = new ArrayList<>();
      open.put(in.number(), values);
      for (long left = in.number(); left > 0; left--) {
        values.add(in.decimal());
      }
    }
  }
}
