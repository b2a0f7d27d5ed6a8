package songlam.core.detect.index;

import java.util.HashMap;
import java.util.Map;
import songlam.core.event.AddressBlock;
import songlam.core.event.IpAddress;

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
    IpAddress address = IpAddress.of(text);
    if (address == null) {
      return;
    }
    for (int length : lengths) {
      int[] found = entries.get(AddressBlock.around(address, length));
      if (found != null) {
        candidates.add(found);
      }
    }
  }
}
