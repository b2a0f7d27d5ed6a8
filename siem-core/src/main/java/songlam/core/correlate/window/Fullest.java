package songlam.core.correlate.window;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Numbers;
import songlam.core.event.Event;

/** How full a window ever was, over the keys of a few events that come in order. */
final class Fullest {
  /**
   * An event within a window.
   *
   * @param value what it has of the field that is measured, null when it has none or none is asked
   */
  record Counted(Event event, @Nullable String value) {}

  private final LongUnaryOperator leftBy;
  private final ToDoubleFunction<Collection<Counted>> measure;
  private final Map<String, ArrayDeque<Counted>> windows = new HashMap<>();
  private @Nullable String key;
  private double most = Double.NEGATIVE_INFINITY;

  /**
   * @param leftBy what is of this moment or before has left the window at another
   */
  Fullest(LongUnaryOperator leftBy, ToDoubleFunction<Collection<Counted>> measure) {
    this.leftBy = leftBy;
    this.measure = measure;
  }

  static double distinct(Collection<Counted> window) {
    return window.stream().map(Counted::value).filter(Objects::nonNull).distinct().count();
  }

  static double sum(Collection<Counted> window) {
    double sum = 0;
    for (Counted one : window) {
      double amount = one.value() == null ? 0 : Numbers.of(one.value().strip());
      sum += Double.isNaN(amount) ? 0 : amount;
    }
    return sum;
  }

  void add(String ofKey, Event event, @Nullable String value) {
    ArrayDeque<Counted> held = windows.computeIfAbsent(ofKey, _ -> new ArrayDeque<>());
    held.addLast(new Counted(event, value));
    long left = leftBy.applyAsLong(event.timestamp());
    while (held.getFirst().event().timestamp() <= left) {
      held.removeFirst();
    }
    double measured = measure.applyAsDouble(held);
    if (measured > most) {
      most = measured;
      key = ofKey;
    }
  }

  /** The most that was measured, 0 when nothing came. */
  double most() {
    return key == null ? 0 : most;
  }

  /** Such as {@code 3 of 192.0.2.7}. */
  String told() {
    String number = most() == Math.rint(most()) ? "%.0f" : "%.2f";
    return number.formatted(most()) + (key == null ? "" : " of " + key);
  }
}
