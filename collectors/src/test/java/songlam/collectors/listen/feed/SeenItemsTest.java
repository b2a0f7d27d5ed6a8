package songlam.collectors.listen.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore.Family;

class SeenItemsTest {
  private final InMemorySystemStore store = new InMemorySystemStore();
  private final Caps caps = new Caps();

  @Test
  void whatWasSeenIsKnownAfterARestartAndToThatInputOnly() {
    new SeenItems(store, "press", caps).add("http://paper/1");
    assertTrue(new SeenItems(store, "press", caps).has("http://paper/1"));
    assertFalse(new SeenItems(store, "press", caps).has("http://paper/2"));
    assertFalse(new SeenItems(store, "other", caps).has("http://paper/1"));
  }

  @Test
  void theOldestIsForgottenOnceThereAreTooManyOverRestartsToo() {
    SeenItems seen = new SeenItems(store, "press", caps);
    int most = (int) Cap.FEED_MEMORY.limit();
    for (int i = 0; i < most; i++) {
      seen.add("http://paper/" + i);
    }
    assertEquals(0, caps.count(Cap.FEED_MEMORY));
    SeenItems restarted = new SeenItems(store, "press", caps);
    restarted.add("http://paper/new");
    restarted.add("http://paper/new");
    assertEquals(1, caps.count(Cap.FEED_MEMORY));
    assertFalse(restarted.has("http://paper/0"));
    assertTrue(restarted.has("http://paper/1"));
    int[] rows = {0};
    store.scan(Family.FEED_ITEMS, (_, _) -> rows[0]++);
    assertEquals(most, rows[0]);
  }
}
