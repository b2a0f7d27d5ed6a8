package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningSumTest {
  private final RunningSum sum = new RunningSum();
  private final List<Double> within = new ArrayList<>();

  private void add(double amount) {
    within.add(amount);
    sum.add(amount);
  }

  private void leave() {
    double amount = within.removeFirst();
    sum.remove(amount, within.size(), within::get);
  }

  @Test
  void hugeAmountsThatLeaveDoNotTakeTheSmallOnesWithThem() {
    for (double huge : new double[] {1e40, 1e24, 1e20}) {
      add(huge);
    }
    for (int i = 0; i < 1_000; i++) {
      add(1e6);
    }
    leave();
    leave();
    leave();
    assertEquals(1e9, sum.value(), 2e7);
    for (int i = 0; i < 500; i++) {
      leave();
    }
    assertEquals(5e8, sum.value());
  }

  @Test
  void norDoTheyWhenItWasMadeAnewJustBefore() {
    for (int i = 0; i < 1_000; i++) {
      add(1);
    }
    add(1e40);
    add(1e20);
    for (int i = 0; i < 998; i++) {
      add(1);
    }
    for (int i = 0; i < 1_002; i++) {
      leave();
    }
    assertEquals(998, sum.value());
  }

  @Test
  void noAmountMakesItNoNumber() {
    add(1e308);
    add(1e308);
    assertEquals(2e300, sum.value(), 1e290);
    add(5);
    leave();
    leave();
    assertEquals(5, sum.value());
  }

  @Test
  void whatComesAndGoesForLongLeavesNothingBehind() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      add((random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(30)));
      if (within.size() > 50) {
        leave();
      }
    }
    while (!within.isEmpty()) {
      leave();
    }
    assertEquals(0, sum.value());
  }

  @Test
  void itGoesOnAsItWasWritten() {
    add(1e20);
    add(3);
    StateWriter out = new StateWriter();
    sum.save(out);
    RunningSum read = RunningSum.read(new StateReader(out.finish()));
    read.add(-1e20);
    assertEquals(3, read.value());
  }
}
