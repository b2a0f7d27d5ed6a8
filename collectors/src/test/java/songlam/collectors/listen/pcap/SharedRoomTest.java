package songlam.collectors.listen.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has to give up how much, when all together have too much. */
class SharedRoomTest {
  private final SharedRoom room = new SharedRoom(100, 1_000);
  private final List<Taker> takers = new ArrayList<>();

  @Test
  void oneMayHaveAllWhileTheOthersAreSilent() {
    take(100, 1_000);
    for (int i = 0; i < 31; i++) {
      take(0, 0);
    }
    assertEquals(100, takers.getFirst().flows);
    assertEquals(1_000, takers.getFirst().held);
  }

  @Test
  void whoHasMostGivesUpOnlyWhatIsTooMuch() {
    take(90, 0);
    take(20, 0);
    assertEquals(List.of(80, 20), flows());
  }

  @Test
  void nobodyIsCutBelowAnEqualPart() {
    take(100, 0);
    take(60, 0);
    take(10, 0);
    assertEquals(List.of(45, 45, 10), flows());
  }

  /** The way to have more than all: one after the other takes what there is, then a little more. */
  @Test
  void theSumIsNeverMore() {
    for (int i = 0; i < 64; i++) {
      take(100, 1_000);
    }
    for (Taker taker : takers) {
      taker.flows += 1;
      taker.held += 10;
      room.keep();
      assertTrue(flows().stream().mapToInt(Integer::intValue).sum() <= 100, flows().toString());
      assertTrue(takers.stream().mapToLong(Taker::held).sum() <= 1_000);
    }
  }

  @Test
  void whoHoldsMuchGivesUpSomeMore() {
    take(1, 900);
    take(1, 150);
    assertEquals(600, takers.getFirst().held);
    assertEquals(150, takers.getLast().held);
    assertEquals(List.of(1, 1), flows());
  }

  @Test
  void whoHasLeftTakesNothing() {
    take(100, 0);
    room.leave(takers.getFirst());
    take(100, 0);
    assertEquals(List.of(100, 100), flows());
  }

  private void take(int flows, long held) {
    Taker taker = new Taker();
    taker.flows = flows;
    taker.held = held;
    takers.add(taker);
    room.enter(taker);
    room.keep();
  }

  private List<Integer> flows() {
    return takers.stream().map(Taker::flows).toList();
  }

  private static final class Taker implements SharedRoom.Sharer {
    private int flows;
    private long held;

    @Override
    public int flows() {
      return flows;
    }

    @Override
    public long held() {
      return held;
    }

    @Override
    public void shrinkTo(int mostFlows, long mostHeld) {
      flows = Math.min(flows, mostFlows);
      held = Math.min(held, mostHeld);
    }
  }
}
