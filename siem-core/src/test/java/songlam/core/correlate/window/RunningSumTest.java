package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningSumTest {
  @Test
  void aHugeAmountThatLeavesDoesNotTakeTheSmallOnesWithIt() {
    RunningSum sum = new RunningSum();
    sum.add(1e20);
    for (int i = 0; i < 1_000; i++) {
      sum.add(1);
    }
    sum.add(-1e20);
    assertEquals(1_000, sum.value());
  }

  @Test
  void whatComesAndGoesForLongLeavesNothingBehind() {
    Random random = new Random(3);
    RunningSum sum = new RunningSum();
    ArrayDeque<Double> within = new ArrayDeque<>();
    for (int i = 0; i < 100_000; i++) {
      double amount = random.nextDouble() * Math.pow(10, random.nextInt(16));
      within.addLast(amount);
      sum.add(amount);
      if (within.size() > 50) {
        sum.add(-within.removeFirst());
      }
    }
    within.forEach(amount -> sum.add(-amount));
    assertEquals(0, sum.value(), 1e-3);
  }

  @Test
  void itGoesOnAsItWasWritten() {
    RunningSum sum = new RunningSum();
    sum.add(1e20);
    sum.add(3);
    StateWriter out = new StateWriter();
    sum.save(out);
    RunningSum read = RunningSum.read(new StateReader(out.finish()));
    read.add(-1e20);
    assertEquals(3, read.value());
  }
}
