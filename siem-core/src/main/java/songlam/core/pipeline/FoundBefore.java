package songlam.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.EventId;

/**
 * What detection found in chunks that will be read once more: a backlog is detected once, and its
 * documents name the rules that raised their alerts also when others are in force by then. Of what
 * does not fit the oldest is forgotten, which is detected again. Safe for many threads.
 */
final class FoundBefore {
  private static final int MOST = 200_000;

  private final int most;
  private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
  private int size;

  /** From the key of the table up to, not including, {@code next}. */
  private record Stretch(long next, List<Chunk.Found> found) {
    int size() {
      return 1 + found.size();
    }
  }

  FoundBefore() {
    this(MOST);
  }

  /**
   * @param most findings and chunks kept
   */
  FoundBefore(int most) {
    this.most = most;
  }

  synchronized void keep(Chunk chunk) {
    Stretch stretch = new Stretch(chunk.next, List.copyOf(chunk.found));
    Stretch former = stretches.put(chunk.from, stretch);
    size += stretch.size() - (former == null ? 0 : former.size());
    while (size > most) {
      size -= stretches.pollFirstEntry().getValue().size();
    }
  }

  /** What lies before this offset is not read again. */
  synchronized void forgetBefore(long offset) {
    while (!stretches.isEmpty() && stretches.firstEntry().getValue().next() <= offset) {
      size -= stretches.pollFirstEntry().getValue().size();
    }
  }

  /** Says what was found before; detects only what was not kept. */
  Detector otherwise(Detector detector) {
    return event -> {
      List<RuleRef> known = new ArrayList<>();
      return isKnown(event, known) ? known : detector.detect(event);
    };
  }

  private synchronized boolean isKnown(Event event, List<RuleRef> rules) {
    EventId id = event.id();
    Map.Entry<Long, Stretch> around = stretches.floorEntry(id.offset());
    if (around == null || around.getValue().next() <= id.offset()) {
      return false;
    }
    for (Chunk.Found found : around.getValue().found()) {
      if (found.offset() == id.offset() && found.index() == id.index()) {
        rules.addAll(found.rules());
      }
    }
    return true;
  }
}
