package songlam.console.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Acts with their times, told in any order and played in the right one. */
public final class Script {
  private final List<Cue> cues = new ArrayList<>();

  /**
   * @param offset milliseconds after the start
   */
  public record Cue(long offset, Act act) {}

  /** Adds an act at this many seconds after the start. */
  public Script at(double seconds, Act act) {
    cues.add(new Cue((long) (seconds * 1000), act));
    return this;
  }

  /** All cues in the order of their times; equal times as they were added. */
  public List<Cue> cues() {
    return cues.stream().sorted(Comparator.comparingLong(Cue::offset)).toList();
  }
}
