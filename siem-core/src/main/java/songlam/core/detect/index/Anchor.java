package songlam.core.detect.index;

import songlam.core.detect.match.Column;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Place;
import songlam.core.event.AddressBlock;

/**
 * Something an index can find in an event without asking any rule. A rule hangs on a set of anchors
 * of which at least one is there whenever the rule matches.
 */
sealed interface Anchor {
  Column column();

  /**
   * A literal at a place of a value.
   *
   * @param text folded
   */
  record Text(Column column, Place place, String text) implements Anchor {}

  /** The column has a value. */
  record There(Column column) implements Anchor {}

  /** A value is a number on this side of the limit. */
  record Number(Column column, Comparison comparison, double limit) implements Anchor {}

  /** A value is an address of the block. */
  record Block(Column column, AddressBlock block) implements Anchor {}
}
