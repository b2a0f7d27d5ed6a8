package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

class LateBundlesTest {
  private static final int MOST_EVENTS = 100_000;
  private static final int OF_A_BUNDLE = 10_000;

  private final LateBundles bundles = new LateBundles();
  private long offset;

  @Test
  void aFullBundleGivesWayToAnother() {
    for (int i = 0; i < OF_A_BUNDLE + 1; i++) {
      assertTrue(add("one", 1));
    }
    assertEquals(List.of(OF_A_BUNDLE, 1), sizes("one"));
  }

  @Test
  void roomIsCountedAsBundlesComeAndGo() {
    for (int i = 0; i < MOST_EVENTS; i++) {
      assertTrue(add("rule-" + i % 10, i % 10));
    }
    assertFalse(add("another", 1));
    StateWriter out = new StateWriter();
    bundles.save(out);
    LateBundles restored = new LateBundles();
    restored.restore(new StateReader(out.finish()));
    assertFalse(restored.add(place("another", 1), arrival()));
    bundles.remove(bundles.all().getFirst());
    assertTrue(add("another", 1));
    bundles.all().forEach(bundles::remove);
    assertTrue(bundles.isEmpty());
    assertFalse(bundles.has("another"));
  }

  @Test
  void aRuleHasOnlySoManyStretches() {
    for (int slot = 0; slot < 32; slot++) {
      assertTrue(add("one", slot));
    }
    assertFalse(add("one", 32));
    assertTrue(add("one", 31), "where there is room it goes on");
    assertTrue(add("other", 32));
  }

  private boolean add(String rule, long slot) {
    return bundles.add(place(rule, slot), arrival());
  }

  private static LateBundles.Place place(String rule, long slot) {
    return new LateBundles.Place(rule, "condition", slot);
  }

  private LateBundle.Arrival arrival() {
    EventId id = new EventId("n1", 0, offset++, 0);
    return new LateBundle.Arrival(
        new EventBuilder().timestamp(offset).origin("host").build(id), List.of("key"), offset);
  }

  private List<Integer> sizes(String rule) {
    return bundles.of(rule).stream().map(bundle -> bundle.events().size()).toList();
  }
}
