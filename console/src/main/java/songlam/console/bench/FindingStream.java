package songlam.console.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/**
 * Findings in the order of time, a thousand a second, of many groups: the busiest of 10,000 has one
 * in a hundred of all, the median one in 14,000. Each seed gives the same.
 */
public final class FindingStream {
  /** Event time of the first one. */
  public static final long START = 1_795_489_200_000L;

  private static final int VALUES = 1_000;
  private static final String[] KINDS = {"a", "a", "a", "a", "b", "b", "c", "x"};

  private FindingStream() {}

  /**
   * @param groups so many addresses
   * @param seed which stream
   */
  public static List<Event> of(int count, int groups, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double share = random.nextDouble();
      events.add(finding(i, START + i, (int) (share * share * groups), random));
    }
    return events;
  }

  /** One finding of each group, in turn. */
  static List<Event> ofEach(int groups) {
    Random random = new Random(groups);
    List<Event> events = new ArrayList<>(groups);
    for (int i = 0; i < groups; i++) {
      events.add(finding(i, START + i / 100, i, random));
    }
    return events;
  }

  private static Event finding(int number, long at, int group, Random random) {
    return new EventBuilder()
        .timestamp(at)
        .origin("bench")
        .set(EcsField.EVENT_KIND, "alert")
        .set(EcsField.RULE_ID, KINDS[random.nextInt(KINDS.length)])
        .set(
            EcsField.SOURCE_IP, "10.%d.%d.%d".formatted(group >> 16, group >> 8 & 255, group & 255))
        .set(EcsField.USER_NAME, "user-" + random.nextInt(VALUES))
        .build(new EventId("n1", 0, number, 0));
  }
}
