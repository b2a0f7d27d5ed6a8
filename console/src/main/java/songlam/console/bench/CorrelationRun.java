package songlam.console.bench;

import java.util.Arrays;
import java.util.List;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Event;

/**
 * One operator of ours fed with findings, as a pack's stream feeds it. Times are looked at on whole
 * seconds.
 */
public final class CorrelationRun {
  private static final long LOOK_EVERY = 1_000;

  private CorrelationRun() {}

  /** When something held, and for which group; in no order. For one thread. */
  public static final class Answers {
    private long[] held = new long[1024];
    private int size;

    /** It held for this group at this event time. */
    public void add(String group, long at) {
      if (size == held.length) {
        held = Arrays.copyOf(held, size * 2);
      }
      held[size++] = (at - FindingStream.START) << 32 | (group.hashCode() & 0xffff_ffffL);
    }

    public int size() {
      return size;
    }

    /** Whether both hold the same, as often. */
    public boolean equal(Answers other) {
      return Arrays.equals(sorted(), other.sorted());
    }

    private long[] sorted() {
      long[] copy = Arrays.copyOf(held, size);
      Arrays.sort(copy);
      return copy;
    }
  }

  /** Feeds all of them; and then time goes on until nothing is open. */
  public static Answers run(Watch watch, List<Event> findings) {
    Answers answers = new Answers();
    long looked = FindingStream.START;
    for (Event finding : findings) {
      for (; looked + LOOK_EVERY <= finding.timestamp(); looked += LOOK_EVERY) {
        watch.advance(looked + LOOK_EVERY, sighting -> add(answers, sighting));
      }
      watch.on(finding, sighting -> add(answers, sighting));
    }
    long end = findings.getLast().timestamp() + 2 * CorrelationShape.WINDOW;
    watch.advance(end, sighting -> add(answers, sighting));
    return answers;
  }

  private static void add(Answers answers, Sighting sighting) {
    answers.add(sighting.key(), sighting.at());
  }
}
