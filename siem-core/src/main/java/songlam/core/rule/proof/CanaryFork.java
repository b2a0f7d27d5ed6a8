package songlam.core.rule.proof;

import java.util.Map;
import java.util.Set;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/**
 * Parts canaries from all else behind detection: whoever waits for one is told and the packs
 * correlate it, each canary in a session of its own; what counts events, matches and situations
 * does not hear of it. All else goes on as if this were not there.
 */
public final class CanaryFork implements Correlation {
  private final CanaryRuns runs;
  private final Correlation packs;
  private final Correlation next;

  /**
   * @param packs takes canaries
   * @param next takes all else, and time; hands on to the packs
   */
  public CanaryFork(CanaryRuns runs, Correlation packs, Correlation next) {
    this.runs = runs;
    this.packs = packs;
    this.next = next;
  }

  @Override
  public void accept(Detected detected) {
    if (detected.isCanary()) {
      runs.seen(detected);
      packs.accept(detected);
    } else {
      next.accept(detected);
    }
  }

  @Override
  public void lost(String session, boolean parsed, String detail) {
    runs.lost(session, parsed, detail);
  }

  @Override
  public void tick(long offset, long at) {
    next.tick(offset, at);
  }

  @Override
  public long safeOffset(long upTo) {
    return next.safeOffset(upTo);
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
  public void correlateWith(long offset, Map<String, String> packs) {
    next.correlateWith(offset, packs);
  }

  @Override
  public void needsOnly(Map<String, String> packs) {
    next.needsOnly(packs);
  }

  @Override
  public void joined(long offset, String pack, String look, byte[] found, long at) {
    next.joined(offset, pack, look, found, at);
  }

  @Override
  public void switched(long offset, Set<String> off) {
    next.switched(offset, off);
  }

  @Override
  public void finish(long upTo) {
    next.finish(upTo);
  }

  @Override
  public void flush() {
    next.flush();
  }
}
