package songlam.core.detect.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.ValueTest;
import songlam.core.event.Event;

/**
 * What is known of the event at hand: values, folded values and answers, each worked out when first
 * asked for. Belongs to one thread and is used again for the next event; a round number tells what
 * is still true from what was true of an earlier event.
 */
final class Sheet {
  private final Column[] columns;
  private final Plan.Probe[] probes;
  private final @Nullable Object[] values;
  private final @Nullable Object[] folded;
  private final int[] valueRound;
  private final int[] foldedRound;
  private final int[] answers;
  private final Reach reach;
  private final BitSet reached = new BitSet();
  private int reachedRound;
  private @Nullable Event event;
  private int round;

  Sheet(Column[] columns, Plan.Probe[] probes, Reach reach) {
    this.reach = reach;
    this.columns = columns;
    this.probes = probes;
    this.values = new @Nullable Object[columns.length];
    this.folded = new @Nullable Object[columns.length];
    this.valueRound = new int[columns.length];
    this.foldedRound = new int[columns.length];
    this.answers = new int[probes.length];
  }

  /** Turns to another event. */
  int begin(Event next) {
    event = next;
    // Answers are kept as round times two plus the answer.
    if (++round == Integer.MAX_VALUE / 2) {
      Arrays.fill(valueRound, 0);
      Arrays.fill(foldedRound, 0);
      Arrays.fill(answers, 0);
      round = 1;
    }
    return round;
  }

  /** Lets go of the event, which would otherwise live until the next one. */
  void end() {
    event = null;
  }

  /** Takes the columns out that cannot have a value in the event. */
  void keepReachable(BitSet asked) {
    Event current = event;
    if (current != null && reachedRound != round) {
      reachedRound = round;
      reach.find(current, reached);
    }
    asked.and(reached);
  }

  /** Null when absent, a String, or a List of String. */
  @Nullable Object value(int column) {
    if (valueRound[column] != round) {
      valueRound[column] = round;
      Event current = event;
      values[column] = current == null ? null : columns[column].read(current);
    }
    return values[column];
  }

  /** The folded value: null when absent, a String, or an array of String. */
  @Nullable Object folded(int column) {
    if (foldedRound[column] != round) {
      foldedRound[column] = round;
      folded[column] =
          switch (value(column)) {
            case null -> null;
            case String text -> Fold.fold(text);
            case List<?> list -> foldedTexts(list);
            case Object other -> other;
          };
    }
    return folded[column];
  }

  private static String[] foldedTexts(List<?> list) {
    String[] texts = new String[list.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Fold.fold(list.get(i).toString());
    }
    return texts;
  }

  boolean answer(int probe) {
    int known = answers[probe];
    if (known >>> 1 != round) {
      Plan.Probe asked = probes[probe];
      known = round << 1 | (ask(asked.column(), asked.test()) ? 1 : 0);
      answers[probe] = known;
    }
    return (known & 1) != 0;
  }

  private boolean ask(int column, ValueTest test) {
    Object value = value(column);
    if (value == null) {
      return false;
    }
    Object fold = folded(column);
    if (value instanceof String text && fold instanceof String foldedText) {
      return test.holds(text, foldedText);
    }
    if (value instanceof List<?> list && fold instanceof String[] foldedTexts) {
      for (int i = 0; i < foldedTexts.length; i++) {
        if (test.holds(list.get(i).toString(), foldedTexts[i])) {
          return true;
        }
      }
    }
    return false;
  }
}
