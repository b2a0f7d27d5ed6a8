package songlam.core.journal;

import java.time.Duration;

/**
 * @param durability what an acknowledged record survives
 * @param diskBudgetBytes appends are refused at this size while nothing can be given up
 * @param keep entries younger than this are kept for replays although nobody needs them
 * @param segmentBytes a new segment begins after this many bytes
 */
public record JournalSettings(
    Durability durability, long diskBudgetBytes, Duration keep, long segmentBytes) {
  /** What an acknowledged record survives. */
  public enum Durability {
    /** The death of the process: handed to the operating system. */
    PROCESS,
    /** The death of the machine: on the disk (fsync). */
    MACHINE
  }

  public static final JournalSettings DEFAULTS =
      new JournalSettings(Durability.PROCESS, 20L << 30, Duration.ofHours(24), 256L << 20);

  public JournalSettings {
    if (diskBudgetBytes < 1L << 20) {
      throw new IllegalArgumentException(
          "journal.disk_budget: " + diskBudgetBytes + " (expected: at least 1 MiB)");
    }
  }
}
