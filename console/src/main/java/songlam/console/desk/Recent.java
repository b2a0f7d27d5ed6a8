package songlam.console.desk;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used last; the rest is forgotten and found again in the store. For one thread. */
final class Recent<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most entries that are remembered
   */
  Recent(int most) {
    super(64, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
