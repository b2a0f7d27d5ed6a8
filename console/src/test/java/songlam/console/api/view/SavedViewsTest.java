package songlam.console.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.console.api.Problem;
import songlam.core.journal.InMemorySystemStore;

class SavedViewsTest {
  private final InMemorySystemStore system = new InMemorySystemStore();
  private final SavedViews views = new SavedViews(system);

  @Test
  void eachPersonHasTheirOwnOverARestart() {
    SavedView night = views.save("lan", "queue", " ca đêm ", "severity=high%2Ccritical");
    views.save("lan", "events", "Ca đêm", "q=a");
    views.save("lan.b", "queue", "ca đêm", "");
    SavedViews again = new SavedViews(system);
    assertEquals(2, again.of("lan").size());
    assertEquals(List.of("ca đêm"), again.of("lan.b").stream().map(SavedView::name).toList());
    assertThrows(Problem.class, () -> again.forget("minh", night.id()));
    assertEquals(night, again.forget("lan", night.id()));
    assertEquals(1, again.of("lan").size());
  }

  @Test
  void refusesWhatItCouldNotShow() {
    assertThrows(IllegalArgumentException.class, () -> views.save("lan", "map", "a", ""));
    assertThrows(IllegalArgumentException.class, () -> views.save("lan", "queue", " ", ""));
    assertThrows(IllegalArgumentException.class, () -> views.save("lan", "queue", "a", "a b"));
    String tooLong = "x".repeat(SavedView.LONGEST_SEARCH + 1);
    assertThrows(IllegalArgumentException.class, () -> views.save("lan", "queue", "a", tooLong));
    views.save("lan", "queue", "a", "");
    assertThrows(Problem.class, () -> views.save("lan", "queue", "a", "q=1"));
  }

  @Test
  void aPersonHasSoManyAndNoMore() {
    for (int i = 0; i < SavedViews.MOST; i++) {
      views.save("lan", "queue", "v" + i, "");
    }
    assertThrows(Problem.class, () -> views.save("lan", "queue", "one more", ""));
    views.save("minh", "queue", "his first", "");
  }
}
