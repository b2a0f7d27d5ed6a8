package songlam.core.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small documents in memory, for tests. */
public final class InMemoryDocumentStore implements DocumentStore {
  private final Map<String, NavigableMap<String, StoredDocument>> kinds = new HashMap<>();
  private long changes;

  @Override
  public synchronized StoredDocument put(
      String kind, String id, String json, @Nullable String version) {
    StoredDocument old = kind(kind).get(id);
    String expected = version == null ? "none" : version;
    String found = old == null ? "none" : old.version();
    if (!expected.equals(found)) {
      throw new VersionConflictException(id, expected, found);
    }
    StoredDocument document = new StoredDocument(id, json, Long.toString(++changes));
    kind(kind).put(id, document);
    return document;
  }

  @Override
  public synchronized StoredDocument append(String kind, String json) {
    return put(kind, String.format("%016x", changes), json, null);
  }

  @Override
  public synchronized Optional<StoredDocument> get(String kind, String id) {
    return Optional.ofNullable(kind(kind).get(id));
  }

  @Override
  public synchronized boolean delete(String kind, String id) {
    return kind(kind).remove(id) != null;
  }

  @Override
  public synchronized Page<StoredDocument> list(String kind, int size, @Nullable String cursor) {
    Limits.within("size", size, 0, 1_000);
    return Cursors.page(List.copyOf(kind(kind).descendingMap().values()), cursor, size);
  }

  private NavigableMap<String, StoredDocument> kind(String kind) {
    return kinds.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  @Override
  public void refresh() {}
}
