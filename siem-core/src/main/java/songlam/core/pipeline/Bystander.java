package songlam.core.pipeline;

import java.util.Map;
import java.util.Set;

/**
 * Stands in front of correlation, hears all that goes to it and lets everything through. What it
 * makes of it is kept every ten seconds together with the place in the journal it has come to, so
 * that a restart hears nothing twice. Fed by one thread.
 */
public abstract class Bystander implements Correlation {
  private static final long KEEP_EVERY_NANOS = 10_000_000_000L;

  /** Keeping takes at most one part in so many of the time. */
  private static final int KEEPING_SHARE = 20;

  private final Correlation next;
  private long knownUpTo;
  private volatile long keptUpTo;
  private long keptAt = System.nanoTime();
  private long keepingCost;

  protected Bystander(Correlation next) {
    this.next = next;
  }

  /** Says that what lies before this offset was kept before the start, and is not heard again. */
  protected final void goOnFrom(long offset) {
    knownUpTo = offset;
    keptUpTo = offset;
  }

  /** Takes note of an event that was not kept yet. */
  protected abstract void hear(Detected detected);

  /**
   * Keeps what was made of everything so far.
   *
   * @param upTo offset of the first record that is not in it
   */
  protected abstract void keep(long upTo);

  @Override
  public void accept(Detected detected) {
    if (detected.offset() >= knownUpTo) {
      hear(detected);
    }
    next.accept(detected);
  }

  @Override
  public final void tick(long offset, long at) {
    next.tick(offset, at);
    long now = System.nanoTime();
    if (offset >= keptUpTo
        && now - keptAt > Math.max(KEEP_EVERY_NANOS, KEEPING_SHARE * keepingCost)) {
      keep(offset + 1);
      keptUpTo = offset + 1;
      keptAt = System.nanoTime();
      keepingCost = keptAt - now;
    }
  }

  @Override
  public final void finish(long upTo) {
    next.finish(upTo);
    if (upTo > keptUpTo) {
      keep(upTo);
      keptUpTo = upTo;
    }
  }

  @Override
  public final long safeOffset(long upTo) {
    return Math.min(keptUpTo, next.safeOffset(upTo));
  }

  @Override
  public final void replayUntil(long offset) {
    next.replayUntil(offset);
  }

  @Override
  public final void activate(long offset, String pack, String version) {
    next.activate(offset, pack, version);
  }

  @Override
  public final void correlateWith(long offset, Map<String, String> packs) {
    next.correlateWith(offset, packs);
  }

  @Override
  public final void needsOnly(Map<String, String> packs) {
    next.needsOnly(packs);
  }

  @Override
  public final void joined(long offset, String pack, String look, byte[] found, long at) {
    next.joined(offset, pack, look, found, at);
  }

  @Override
  public final void switched(long offset, Set<String> off) {
    next.switched(offset, off);
  }

  @Override
  public final void flush() {
    next.flush();
  }
}
