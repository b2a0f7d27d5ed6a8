package songlam.core.pipeline;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Where to go on after a restart: everything before {@code next} is stored and counted in {@code
 * tallies}; correlation must see everything from {@code correlateFrom}. One value, written at once,
 * so counters and place never disagree.
 */
record Checkpoint(long next, long correlateFrom, Map<String, Tally> tallies) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.NON_PRIVATE);
  private static final String KEY = "pipeline";

  static Optional<Checkpoint> load(SystemStore store) {
    return store
        .get(Family.CHECKPOINTS, KEY)
        .map(
            bytes -> {
              try {
                return JSON.readValue(bytes, Checkpoint.class);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  void save(SystemStore store) {
    try {
      store.put(Family.CHECKPOINTS, KEY, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
