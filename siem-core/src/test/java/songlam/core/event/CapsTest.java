package songlam.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapsTest {
  private final Caps caps = new Caps();

  @Test
  void aBoundedMapCountsWhatItLetsGo() {
    Map<Integer, String> map = caps.bounded(Cap.SITUATION_PRESS);
    for (int i = 0; i < Cap.SITUATION_PRESS.limit() + 3; i++) {
      map.put(i, "x");
    }
    assertEquals(Cap.SITUATION_PRESS.limit(), map.size());
    assertTrue(!map.containsKey(2) && map.containsKey(3));
    assertEquals(3, caps.count(Cap.SITUATION_PRESS));
    assertEquals(0, caps.count(Cap.SITUATION_REPORTS));
  }

  @Test
  void whatIsCountedElsewhereIsReadThere() {
    caps.read(Cap.FAULTS, () -> 7);
    assertEquals(7, caps.count(Cap.FAULTS));
  }

  @Test
  void everyCapHasItsOwnNameAndSaysWhatItIsInBothLanguages() {
    Set<String> names = new HashSet<>();
    for (Cap cap : Cap.values()) {
      assertTrue(names.add(cap.label()) && cap.label().matches("[a-z_.]+"), cap.label());
      assertTrue(cap.limit() > 0 && !cap.about().vi().equals(cap.about().en()), cap.label());
    }
  }
}
