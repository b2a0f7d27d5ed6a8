package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is usual, whatever of it comes late. */
class BaselineTest {
  /** Far enough from 1970 that windows are not the numbers of their places. */
  private static final long FIRST = 9_977_385;

  @Test
  void isWhatTheRuleSays() {
    Baseline baseline = new Baseline();
    baseline.moveTo(FIRST);
    baseline.add(10);
    assertEquals(0, baseline.mean());
    baseline.moveTo(FIRST + 1);
    assertEquals(10, baseline.mean(), 1e-12);
    baseline.add(5);
    baseline.moveTo(FIRST + 2);
    assertEquals((10 * 0.8 + 5) / 1.8, baseline.mean(), 1e-12);
    baseline.moveTo(FIRST + 3);
    assertEquals((10 * 0.64 + 5 * 0.8) / (0.64 + 0.8 + 1), baseline.mean(), 1e-12);
    assertEquals(3, baseline.known());
    baseline.moveTo(FIRST + 3 + 65);
    assertEquals(0, baseline.mean(), "no past by then");
  }

  @Test
  void whatComesLateCountsAsIfItHadComeOnTime() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      TreeMap<Long, Integer> amounts = new TreeMap<>();
      for (long window = FIRST; window < FIRST + 100; window++) {
        amounts.put(window, random.nextInt(3) == 0 ? 0 : random.nextInt(50));
      }
      Baseline onTime = new Baseline();
      Baseline late = new Baseline();
      List<long[]> waiting = new ArrayList<>();
      for (long window : amounts.keySet()) {
        onTime.moveTo(window);
        late.moveTo(window);
        for (int i = 0; i < amounts.get(window); i++) {
          onTime.add(1);
          if (random.nextInt(3) == 0) {
            waiting.add(new long[] {window, window + 1 + random.nextInt(25)});
          } else {
            late.add(1);
          }
        }
        waiting.removeIf(one -> one[1] <= window && late.addLate(one[0], 1));
      }
      Baseline read = copy(late);
      waiting.forEach(one -> assertTrue(read.addLate(one[0], 1)));
      for (long window = FIRST + 75; window < FIRST + 110; window++) {
        assertTrue(read.knows(window));
        assertEquals(onTime.meanBefore(window), read.meanBefore(window), 1e-9, "seed " + seed);
      }
      assertEquals(onTime.mean(), read.mean(), 1e-9);
    }
  }

  @Test
  void theBeginningMayComeLateButNotWhatIsFoldedIn() {
    Baseline baseline = new Baseline();
    baseline.moveTo(FIRST);
    assertTrue(baseline.addLate(FIRST - 10, 20));
    assertFalse(baseline.addLate(FIRST - 40, 20));
    for (long window = FIRST; window < FIRST + 40; window++) {
      baseline.moveTo(window);
      baseline.add(1);
    }
    assertFalse(baseline.addLate(FIRST, 1));
    assertFalse(baseline.knows(FIRST));
    assertTrue(baseline.addLate(FIRST + 39 - 31, 1));
  }

  @Test
  void whatIsForgottenBeginsWithWhatIsKnown() {
    Baseline old = new Baseline();
    for (long window = FIRST; window < FIRST + 40; window++) {
      old.moveTo(window);
      old.add(1);
    }
    Baseline forgotten = new Baseline();
    forgotten.begin(old, FIRST + 1);
    assertEquals(FIRST + 8, forgotten.current(), "the first that is known");
    assertArrayEquals(bytes(forgotten), bytes(copy(forgotten)));
  }

  /** A steady key is no surge in its second window, nor in any other. */
  @Test
  void isRightFromTheFirstWindowOn() {
    Baseline baseline = new Baseline();
    for (long window = FIRST; window < FIRST + 100; window++) {
      baseline.moveTo(window);
      assertEquals(window == FIRST ? 0 : 100, baseline.mean(), 1e-9);
      baseline.add(100);
    }
  }

  @Test
  void anotherBeginsWithWhatThisOneKnewThen() {
    Random random = new Random(5);
    Baseline whole = new Baseline();
    for (long window = FIRST; window < FIRST + 20; window++) {
      whole.moveTo(window);
      whole.add(random.nextInt(50));
    }
    for (long window = FIRST - 5; window < FIRST + 30; window++) {
      Baseline begun = new Baseline();
      begun.begin(whole, window);
      assertEquals(whole.meanBefore(window), begun.mean(), 1e-9);
      assertEquals(Math.max(FIRST, window), begun.current());
      assertEquals(Math.max(0, window - FIRST), begun.known());
      Baseline copy = copy(begun);
      copy.add(7);
      copy.moveTo(window + 30);
      begun.add(7);
      begun.moveTo(window + 30);
      assertEquals(begun.mean(), copy.mean());
    }
  }

  private static byte[] bytes(Baseline baseline) {
    StateWriter out = new StateWriter();
    baseline.save(out);
    return out.finish();
  }

  private static Baseline copy(Baseline baseline) {
    return Baseline.read(new StateReader(bytes(baseline)));
  }
}
