package songlam.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param total how many match, exactly
 * @param cursor for the next page, null when this is the last
 */
public record Page<T>(long total, @Nullable String cursor, List<T> items) {
  public Page {
    items = List.copyOf(items);
  }
}
