package songlam.core.detect.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import songlam.core.detect.match.Comparison;

/** Numeric limits, sorted per comparison: a value passes the limits on one side of its place. */
final class NumberIndex {
  private final Side[] sides;

  private record Side(Comparison comparison, double[] limits, int[][] entries) {}

  NumberIndex(Map<Anchor.Number, int[]> limits) {
    this.sides =
        Arrays.stream(Comparison.values())
            .map(comparison -> side(comparison, limits))
            .filter(side -> side.limits.length > 0)
            .toArray(Side[]::new);
  }

  private static Side side(Comparison comparison, Map<Anchor.Number, int[]> all) {
    List<Map.Entry<Anchor.Number, int[]>> ours =
        all.entrySet().stream()
            .filter(entry -> entry.getKey().comparison() == comparison)
            .sorted(Comparator.comparingDouble(entry -> entry.getKey().limit()))
            .toList();
    return new Side(
        comparison,
        ours.stream().mapToDouble(entry -> entry.getKey().limit()).toArray(),
        ours.stream().map(Map.Entry::getValue).toArray(int[][]::new));
  }

  boolean isEmpty() {
    return sides.length == 0;
  }

  void find(double number, ColumnIndex.Candidates candidates) {
    for (Side side : sides) {
      int found = Arrays.binarySearch(side.limits, number);
      int at = found < 0 ? -found - 1 : found;
      int behind = found < 0 ? at : found + 1;
      // Limits before `at` are less than the number, from `behind` on they are more.
      switch (side.comparison) {
        case LESS -> add(side, behind, side.limits.length, candidates);
        case AT_MOST -> add(side, at, side.limits.length, candidates);
        case EQUAL -> add(side, at, behind, candidates);
        case AT_LEAST -> add(side, 0, behind, candidates);
        case MORE -> add(side, 0, at, candidates);
      }
    }
  }

  private static void add(Side side, int from, int to, ColumnIndex.Candidates candidates) {
    for (int i = from; i < to; i++) {
      candidates.add(side.entries[i]);
    }
  }
}
