package songlam.core.event;

/**
 * The place of an event in the journal, which is its identity: two identical syslog lines are two
 * events, and a replay of the journal gives each event the id it had.
 *
 * @param node the platform node that journalled the record, letters, digits and hyphens
 * @param partition the journal partition, from 0
 * @param offset the record's journal offset, from 0
 * @param index the event's position within its record, from 0
 */
public record EventId(String node, int partition, long offset, int index)
    implements Comparable<EventId> {
  /** Text form {@code node-partition-offset-index}; the offset has 16 hex digits, so ids sort. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(node.length() + 24);
    text.append(node).append('-').append(partition).append('-');
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (offset >>> shift) & 0xf, 16));
    }
    return text.append('-').append(index).toString();
  }

  /** Reads what {@link #toString()} wrote. */
  public static EventId parse(String text) {
    int last = text.lastIndexOf('-');
    int middle = text.lastIndexOf('-', last - 1);
    int first = text.lastIndexOf('-', middle - 1);
    if (first <= 0) {
      throw new IllegalArgumentException(
          "event id: " + text + " (expected: node-partition-offset-index)");
    }
    return new EventId(
        text.substring(0, first),
        Integer.parseInt(text.substring(first + 1, middle)),
        Long.parseUnsignedLong(text.substring(middle + 1, last), 16),
        Integer.parseInt(text.substring(last + 1)));
  }

  @Override
  public int compareTo(EventId other) {
    int byPartition = Integer.compare(partition, other.partition);
    int byOffset = byPartition != 0 ? byPartition : Long.compareUnsigned(offset, other.offset);
    int byIndex = byOffset != 0 ? byOffset : Integer.compare(index, other.index);
    return byIndex != 0 ? byIndex : node.compareTo(other.node);
  }
}
