package songlam.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.detect.RuleRef;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;
import songlam.core.pipeline.Bystander;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/**
 * Counts what Sigma rules in shadow match, each event once over all restarts. Fed by one thread,
 * read by many.
 */
public final class ShadowCounts extends Bystander {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "shadow";

  private final SystemStore store;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  /**
   * What a rule in shadow would have told of.
   *
   * @param events that matched, since the rule was first in shadow
   * @param lastAt event time of the latest, milliseconds
   */
  public record Count(long events, long lastAt) {}

  /** Takes up what the system store has kept. */
  public ShadowCounts(Correlation next, SystemStore store) {
    super(next);
    this.store = store;
    store.get(Family.SETTINGS, KEY).ifPresent(this::recall);
  }

  /** The counts by the rules' ids. */
  public Map<String, Count> counts() {
    return Map.copyOf(counts);
  }

  /**
   * How often each rule that alerts nobody would have, Sigma rules by matching events.
   *
   * @param ofPacks the same of rules of packs, as {@code Packs.silenced()} has them
   */
  public Map<String, Long> wouldHaveFired(Map<String, Long> ofPacks) {
    Map<String, Long> all = new TreeMap<>();
    ofPacks.forEach((rule, count) -> all.merge(InForce.plainId(rule), count, Long::sum));
    counts.forEach((rule, count) -> all.merge(rule, count.events(), Long::sum));
    return all;
  }

  @Override
  protected void hear(Detected detected) {
    for (RuleRef rule : detected.rules()) {
      if (rule.shadow()) {
        long at = detected.event().timestamp();
        counts.merge(
            rule.id(),
            new Count(1, at),
            (old, _) -> new Count(old.events() + 1, Math.max(old.lastAt(), at)));
      }
    }
  }

  @Override
  protected void keep(long upTo) {
    ObjectNode json = JSON.createObjectNode().put("next", upTo);
    ObjectNode rules = json.putObject("rules");
    new TreeMap<>(counts)
        .forEach(
            (id, count) ->
                rules.putObject(id).put("events", count.events()).put("last", count.lastAt()));
    try {
      store.put(Family.SETTINGS, KEY, JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void recall(byte[] kept) {
    try {
      JsonNode json = JSON.readTree(kept);
      goOnFrom(json.path("next").asLong());
      json.path("rules")
          .properties()
          .forEach(
              rule ->
                  counts.put(
                      rule.getKey(),
                      new Count(
                          rule.getValue().path("events").asLong(),
                          rule.getValue().path("last").asLong())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
