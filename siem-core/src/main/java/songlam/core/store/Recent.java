package songlam.core.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was used last; the rest is forgotten and found again in the store. For one thread.
 *
 * @param <V> what is remembered of an id
 */
public final class Recent<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most entries that are remembered
   */
  public Recent(int most) {
    super(64, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
