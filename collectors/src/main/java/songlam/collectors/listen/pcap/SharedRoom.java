package songlam.collectors.listen.pcap;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import songlam.core.event.Cap;

/**
 * The room of one sensor, which all senders share. Nobody has a part of his own: one may take all
 * of it while the others need none. When it is full, those who have most give up what is too much,
 * and nobody who is content with less than an equal part loses anything. For the thread that
 * decodes for all of them.
 */
final class SharedRoom {
  private static final long ENOUGH_FOR_ALL = Long.MAX_VALUE;

  /** One who takes room. */
  interface Sharer {
    /** Flows it follows. */
    int flows();

    /** Octets that wait in it to be understood or answered. */
    long held();

    /** Gives up what is more than that. */
    void shrinkTo(int mostFlows, long mostHeld);
  }

  private final int mostFlows;
  private final long mostHeld;
  private final Set<Sharer> sharers = new LinkedHashSet<>();

  /** As much as one sensor has. */
  SharedRoom() {
    this(Cap.SENSOR_FLOWS.most(), Cap.SENSOR_MEMORY.limit());
  }

  SharedRoom(int mostFlows, long mostHeld) {
    this.mostFlows = mostFlows;
    this.mostHeld = mostHeld;
  }

  void enter(Sharer sharer) {
    sharers.add(sharer);
  }

  void leave(Sharer sharer) {
    sharers.remove(sharer);
  }

  /** To be called when somebody may have taken more. */
  void keep() {
    long flows = level(Sharer::flows, mostFlows, mostFlows);
    // A little more than is too much: to weigh what each flow holds is not worth an octet.
    long held = level(Sharer::held, mostHeld, mostHeld - mostHeld / 4);
    if (flows == ENOUGH_FOR_ALL && held == ENOUGH_FOR_ALL) {
      return;
    }
    for (Sharer sharer : List.copyOf(sharers)) {
      if (sharer.flows() > flows || sharer.held() > held) {
        sharer.shrinkTo((int) Math.min(flows, Integer.MAX_VALUE), held);
      }
    }
  }

  /**
   * How much each may have, if together they have too much.
   *
   * @param kept how much all of them keep then
   */
  private long level(ToLongFunction<Sharer> size, long most, long kept) {
    long[] sizes = sharers.stream().mapToLong(size).toArray();
    if (Arrays.stream(sizes).sum() <= most) {
      return ENOUGH_FOR_ALL;
    }
    Arrays.sort(sizes);
    long left = kept;
    for (int i = 0; i < sizes.length; i++) {
      long equalPart = left / (sizes.length - i);
      if (sizes[i] > equalPart) {
        return equalPart;
      }
      left -= sizes[i];
    }
    return ENOUGH_FOR_ALL;
  }
}
