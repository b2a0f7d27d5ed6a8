package songlam.core.correlate.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void countsAsASetOfWhatIsWithinDoes() {
    Random random = new Random(7);
    for (int values : new int[] {1, 3, 12, 16, 17, 40, 500}) {
      Tally tally = new Tally();
      ArrayDeque<String> within = new ArrayDeque<>();
      for (int step = 0; step < 20_000; step++) {
        // Fills for a while and empties for a while, so that few become many and few again.
        boolean isFilling = step / 1_000 % 2 == 0;
        if (within.isEmpty() || random.nextInt(10) < (isFilling ? 7 : 3)) {
          String value = "v" + random.nextInt(values);
          within.addLast(value);
          tally.add(value);
        } else {
          tally.remove(within.removeFirst());
        }
        assertEquals(new HashSet<>(within).size(), tally.size());
      }
    }
  }

  @Test
  void oneStringStandsForAllThatAreEqual() {
    for (int values : new int[] {5, 40}) {
      Tally tally = new Tally();
      Map<String, String> kept = new HashMap<>();
      for (int i = 0; i < 10 * values; i++) {
        String value = "v" + i % values;
        assertSame(kept.computeIfAbsent(value, _ -> value), tally.add(value));
      }
      kept.values().forEach(tally::remove);
      assertEquals(values, tally.size());
    }
  }

  @Test
  void whatIsNotThereChangesNothing() {
    Tally tally = new Tally();
    tally.add("a");
    tally.remove("b");
    tally.remove("a");
    tally.remove("a");
    assertEquals(0, tally.size());
  }

  @Test
  void valuesMadeToHaveOneHashDoNotSlowItDown() {
    List<String> alike = new ArrayList<>(List.of(""));
    for (int pair = 0; pair < 16; pair++) {
      List<String> longer = new ArrayList<>();
      for (String one : alike) {
        longer.add(one + "Aa");
        longer.add(one + "BB");
      }
      alike = longer;
    }
    assertEquals(1, alike.stream().mapToInt(String::hashCode).distinct().count());
    List<String> all = alike;
    Tally tally = new Tally();
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> all.forEach(tally::add));
    assertEquals(1 << 16, tally.size());
  }
}
