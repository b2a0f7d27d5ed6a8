package songlam.core.detect.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Expression;

/**
 * Numbered conditions in groups, of which some are asked for at a time. Only columns that the asked
 * groups hang on are read, only entries with an anchor in the event are evaluated. Immutable; what
 * changes is in {@link Search}.
 */
final class Index {
  /** A condition and the group it belongs to. */
  record Entry(int group, Expression condition) {}

  private final Node[] nodes;
  private final int[] groupOf;
  private final int[][] unanchored;
  private final BitSet[] columnsOf;
  private final @Nullable ColumnIndex[] columns;

  /**
   * @param groups how many there are
   */
  Index(List<Entry> entries, int groups, Plan plan, Automata automata) {
    this.nodes = new Node[entries.size()];
    this.groupOf = new int[entries.size()];
    this.columnsOf = new BitSet[groups];
    Arrays.setAll(columnsOf, _ -> new BitSet());
    List<List<Integer>> open = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      open.add(new ArrayList<>());
    }
    Map<Anchor, List<Integer>> anchored = new LinkedHashMap<>();
    for (int number = 0; number < nodes.length; number++) {
      Entry entry = entries.get(number);
      groupOf[number] = entry.group();
      List<Anchor> anchors = Anchors.of(entry.condition());
      if (anchors == null) {
        open.get(entry.group()).add(number);
      } else {
        for (Anchor anchor : anchors) {
          columnsOf[entry.group()].set(plan.column(anchor.column()));
          anchored.computeIfAbsent(anchor, _ -> new ArrayList<>()).add(number);
        }
      }
      nodes[number] = plan.node(entry.condition());
    }
    this.unanchored = open.stream().map(Index::ints).toArray(int[][]::new);
    this.columns = columnIndexes(anchored, plan, automata);
  }

  private static @Nullable ColumnIndex[] columnIndexes(
      Map<Anchor, List<Integer>> anchored, Plan plan, Automata automata) {
    Map<Integer, Map<Anchor, int[]>> byColumn = new LinkedHashMap<>();
    anchored.forEach(
        (anchor, numbers) ->
            byColumn
                .computeIfAbsent(plan.column(anchor.column()), _ -> new LinkedHashMap<>())
                .put(anchor, ints(numbers)));
    @Nullable ColumnIndex[] indexes = new @Nullable ColumnIndex[plan.columns().size()];
    byColumn.entrySet().parallelStream()
        .forEach(entry -> indexes[entry.getKey()] = new ColumnIndex(entry.getValue(), automata));
    return indexes;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  int size() {
    return nodes.length;
  }

  int groups() {
    return columnsOf.length;
  }

  int groupOf(int entry) {
    return groupOf[entry];
  }

  BitSet columnsOf(int group) {
    return columnsOf[group];
  }

  int[] unanchoredOf(int group) {
    return unanchored[group];
  }

  @Nullable ColumnIndex column(int column) {
    return columns[column];
  }

  boolean holds(int entry, Sheet sheet) {
    return nodes[entry].holds(sheet);
  }
}
