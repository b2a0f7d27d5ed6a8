package songlam.console.api.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import songlam.console.api.Problem;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * The saved views of all people, each person's apart, in the system store. Safe for many threads.
 */
public final class SavedViews {
  static final int MOST = 100;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VIEW = "view/";

  private final SystemStore store;

  public SavedViews(SystemStore store) {
    this.store = store;
  }

  /** A person's views by name. */
  List<SavedView> of(String person) {
    List<SavedView> views = new ArrayList<>();
    store.scan(
        Family.SETTINGS,
        (key, value) -> {
          if (key.startsWith(prefix(person))) {
            views.add(decode(value));
          }
        });
    views.sort(Comparator.comparing(SavedView::name, String.CASE_INSENSITIVE_ORDER));
    return views;
  }

  /**
   * Keeps a view.
   *
   * @throws IllegalArgumentException when a part of it is not as it must be
   * @throws Problem when the person has one of this name there, or too many
   */
  synchronized SavedView save(String person, String page, String name, String search) {
    SavedView view = new SavedView(UUID.randomUUID().toString(), page, name.strip(), search);
    List<SavedView> own = of(person);
    if (own.size() >= MOST) {
      throw Problem.conflict("views: " + own.size() + " (expected: at most " + MOST + ")");
    }
    if (own.stream().anyMatch(one -> one.page().equals(page) && one.name().equals(view.name()))) {
      throw Problem.conflict("name: " + view.name() + " (expected: one that is not taken)");
    }
    try {
      store.put(Family.SETTINGS, prefix(person) + view.id(), JSON.writeValueAsBytes(view));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return view;
  }

  /**
   * Forgets a view; returns what it was.
   *
   * @throws Problem when the person has none of this id
   */
  synchronized SavedView forget(String person, String id) {
    String key = prefix(person) + id;
    SavedView view =
        store
            .get(Family.SETTINGS, key)
            .map(SavedViews::decode)
            .orElseThrow(() -> Problem.notFound("view " + id));
    store.delete(Family.SETTINGS, key);
    return view;
  }

  private static String prefix(String person) {
    return VIEW + person + "/";
  }

  private static SavedView decode(byte[] value) {
    try {
      return JSON.readValue(value, SavedView.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
