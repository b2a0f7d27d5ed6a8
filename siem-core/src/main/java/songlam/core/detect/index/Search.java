package songlam.core.detect.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** One thread's search through an {@link Index}; used again for the next event. */
final class Search implements ColumnIndex.Candidates {
  private final Index index;
  private final int[] entryRound;
  private final int[] groupRound;
  private final int[] candidates;
  private final BitSet columns = new BitSet();
  private int round;
  private int count;

  Search(Index index) {
    this.index = index;
    this.entryRound = new int[index.size()];
    this.groupRound = new int[index.groups()];
    this.candidates = new int[index.size()];
  }

  /**
   * The entries of the asked groups that hold, in rising order.
   *
   * @param groups the asked groups, the first {@code asked} of the array
   * @param found receives them; as long as the index
   * @return how many
   */
  int find(Sheet sheet, int[] groups, int asked, int[] found) {
    begin();
    for (int i = 0; i < asked; i++) {
      groupRound[groups[i]] = round;
      columns.or(index.columnsOf(groups[i]));
    }
    sheet.keepReachable(columns);
    for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1)) {
      scan(c, sheet);
    }
    for (int i = 0; i < asked; i++) {
      add(index.unanchoredOf(groups[i]));
    }
    int matches = 0;
    for (int i = 0; i < count; i++) {
      if (index.holds(candidates[i], sheet)) {
        found[matches++] = candidates[i];
      }
    }
    Arrays.sort(found, 0, matches);
    return matches;
  }

  @Override
  public void add(int[] entries) {
    for (int entry : entries) {
      if (entryRound[entry] != round && groupRound[index.groupOf(entry)] == round) {
        entryRound[entry] = round;
        candidates[count++] = entry;
      }
    }
  }

  private void begin() {
    if (++round == Integer.MAX_VALUE) {
      Arrays.fill(entryRound, 0);
      Arrays.fill(groupRound, 0);
      round = 1;
    }
    count = 0;
    columns.clear();
  }

  private void scan(int column, Sheet sheet) {
    ColumnIndex ofColumn = index.column(column);
    if (ofColumn == null) {
      return;
    }
    switch (sheet.value(column)) {
      case null -> {}
      case String text -> {
        ofColumn.present(this);
        ofColumn.scan(text, this);
      }
      case List<?> texts -> {
        ofColumn.present(this);
        for (Object text : texts) {
          ofColumn.scan(text.toString(), this);
        }
      }
      case Object _ -> {}
    }
  }
}
