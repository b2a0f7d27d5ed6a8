package songlam.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.detect.RuleRef;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/**
 * Counts what Sigma rules in shadow match, in front of correlation, which it lets everything
 * through to. Kept every ten seconds with the place in the journal it has come to, so that a
 * restart counts nothing twice. Fed by one thread, read by many.
 */
public final class ShadowCounts implements Correlation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "shadow";
  private static final long KEEP_EVERY_NANOS = 10_000_000_000L;

  private final Correlation next;
  private final SystemStore store;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private long from;
  private volatile long keptUpTo;
  private long keptAt = System.nanoTime();

  /**
   * What a rule in shadow would have told of.
   *
   * @param events that matched, since the rule was first in shadow
   * @param lastAt event time of the latest, milliseconds
   */
  public record Count(long events, long lastAt) {}

  /** Takes up what the system store has kept. */
  public ShadowCounts(Correlation next, SystemStore store) {
    this.next = next;
    this.store = store;
    store.get(Family.SETTINGS, KEY).ifPresent(this::recall);
    this.keptUpTo = from;
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
  public void accept(Detected detected) {
    if (detected.offset() >= from) {
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
    next.accept(detected);
  }

  @Override
  public void tick(long offset, long at) {
    next.tick(offset, at);
    if (offset >= from && System.nanoTime() - keptAt > KEEP_EVERY_NANOS) {
      keep(offset + 1);
    }
  }

  @Override
  public long safeOffset(long upTo) {
    return Math.min(keptUpTo, next.safeOffset(upTo));
  }

  @Override
  public void replayUntil(long offset) {
    next.replayUntil(offset);
  }

  @Override
  public void activate(long offset, String pack, String version) {
    next.activate(offset, pack, version);
  }

  @Override
  public void switched(long offset, Set<String> off) {
    next.switched(offset, off);
  }

  @Override
  public void flush() {
    next.flush();
  }

  private void keep(long upTo) {
    keptAt = System.nanoTime();
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
    keptUpTo = upTo;
  }

  private void recall(byte[] kept) {
    try {
      JsonNode json = JSON.readTree(kept);
      from = json.path("next").asLong();
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
