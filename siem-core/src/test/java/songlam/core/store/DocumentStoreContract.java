package songlam.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of small documents does. */
public interface DocumentStoreContract {
  /** An empty store. */
  DocumentStore store();

  @Test
  default void changesOnlyTheVersionThatWasRead() {
    DocumentStore store = store();
    StoredDocument first = store.put("mutes", "m", "{\"a\":1}", null);
    store.put("mutes", "m", "{\"a\":2}", first.version());
    assertThrows(
        VersionConflictException.class, () -> store.put("mutes", "m", "{}", first.version()));
    assertThrows(VersionConflictException.class, () -> store.put("mutes", "m", "{}", null));
    assertEquals("{\"a\":2}", store.get("mutes", "m").orElseThrow().json());
    assertEquals(Optional.empty(), store.get("rules", "m"));
    assertTrue(store.delete("mutes", "m"));
    assertFalse(store.delete("mutes", "m"));
  }

  @Test
  default void listsWhatWasAppendedLastFirst() {
    DocumentStore store = store();
    for (int i = 0; i < 5; i++) {
      store.append("audit", "{\"n\":" + i + "}");
    }
    store.refresh();
    Page<StoredDocument> page = store.list("audit", 3, null);
    assertEquals(5, page.total());
    assertEquals(
        List.of("{\"n\":4}", "{\"n\":3}", "{\"n\":2}"),
        page.items().stream().map(StoredDocument::json).toList());
    assertEquals(2, store.list("audit", 3, page.cursor()).items().size());
  }
}
