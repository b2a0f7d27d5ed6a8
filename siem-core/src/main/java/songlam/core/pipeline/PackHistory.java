package songlam.core.pipeline;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees when former versions of rule packs are needed no more: when every entry that names packs has
 * been read, and nothing that stands before the latest would be handed over again. Entries are
 * appended by many threads and read by one.
 */
final class PackHistory {
  private static final Logger LOG = LoggerFactory.getLogger(PackHistory.class);

  private final long begun;
  private final Correlation correlation;

  /** Entries appended and not read yet. */
  private final AtomicInteger coming = new AtomicInteger();

  private Map<String, String> latest = Map.of();
  private long latestAt;

  /**
   * @param begun offset behind all that was appended in earlier lives: until it has been read,
   *     nobody knows which versions that names
   */
  PackHistory(long begun, Correlation correlation) {
    this.begun = begun;
    this.correlation = correlation;
  }

  /**
   * Appends an entry that names packs.
   *
   * @return completes when it is in the journal
   */
  CompletableFuture<Void> append(Supplier<CompletableFuture<Void>> entry) {
    coming.incrementAndGet();
    return entry
        .get()
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                coming.decrementAndGet();
              }
            });
  }

  /** Hands on what the entry at this offset names. */
  void take(long offset, Map<String, String> versions) {
    correlation.correlateWith(offset, versions);
    if (offset >= begun) {
      latest = versions;
      latestAt = offset;
      coming.decrementAndGet();
    }
  }

  /**
   * Looks whether former versions can go.
   *
   * @param upTo offset behind all that was handed over
   */
  void look(long upTo) {
    if (!latest.isEmpty() && coming.get() == 0 && correlation.safeOffset(upTo) > latestAt) {
      try {
        correlation.needsOnly(latest);
      } catch (RuntimeException e) {
        // What is kept for too long costs a little room: nothing stops for it.
        LOG.warn("correlation: former versions of packs cannot be thrown away", e);
      }
      latest = Map.of();
    }
  }
}
