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

  /** A script of its own with the acts of this span, seconds after the start. */
  public Script between(int from, int to) {
    Script part = new Script();
    cues.stream()
        .filter(cue -> cue.offset() >= from * 1000L && cue.offset() < to * 1000L)
        .forEach(part.cues::add);
    return part;
  }
}
