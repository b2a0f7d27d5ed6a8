package songlam.core.detect.index;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.AddressBlock;

/** Blocks of addresses by prefix length: one hash lookup for each length in use. */
final class BlockIndex {
  private final Map<AddressBlock, int[]> entries = new HashMap<>();
  private final int[] lengths;

  BlockIndex(Map<Anchor.Block, int[]> blocks) {
    blocks.forEach((anchor, value) -> entries.put(anchor.block(), value));
    this.lengths =
        entries.keySet().stream().mapToInt(AddressBlock::length).distinct().sorted().toArray();
  }

  boolean isEmpty() {
    return lengths.length == 0;
  }

  void find(String text, ColumnIndex.Candidates candidates) {
    for (int length : lengths) {
      @Nullable AddressBlock block = AddressBlock.around(text, length);
      if (block == null) {
        return;
      }
      int[] found = entries.get(block);
      if (found != null) {
        candidates.add(found);
      }
    }
  }
}
