package songlam.core.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Small documents by kind, for example {@code mutes}; a kind that is only appended to, for example
 * {@code audit}, has its own call. Calls block; safe for any number of threads; {@link
 * songlam.core.pipeline.StoreAwayException} when the store is away.
 */
public interface DocumentStore {
  /**
   * Creates or replaces a document.
   *
   * @param version of the one to replace, null to create
   * @throws VersionConflictException when it was changed, is gone, or is there already
   */
  StoredDocument put(String kind, String id, String json, @Nullable String version);

  /** Adds a document that nothing replaces; its id sorts after those before it. */
  StoredDocument append(String kind, String json);

  Optional<StoredDocument> get(String kind, String id);

  /** Removes a document; false when there is none. */
  boolean delete(String kind, String id);

  /**
   * Documents of a kind, greatest id first: what was appended last comes first.
   *
   * @param size 0 to 1,000
   * @throws IllegalArgumentException when the cursor is none of this store's
   */
  Page<StoredDocument> list(String kind, int size, @Nullable String cursor);

  /** Makes all that was written visible to lists. */
  void refresh();
}
