package songlam.console.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import songlam.core.correlate.pack.SigmaPlayback;
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.event.Event;

/**
 * The correlations over everything that was read: what their rules of one event match is kept while
 * files are read, then goes through them in event-time order, as nobody knows before the end
 * whether an earlier event is still to come. One thread.
 */
final class CorrelationPass implements AutoCloseable {
  private static final int NEEDED = 69;

  private final SigmaCorrelations correlations;
  private final Set<String> bases;
  private final Detector elsewhere;
  private final EventSpool spool = new EventSpool();
  private long evicted;

  CorrelationPass(SigmaCorrelations correlations) {
    this.correlations = correlations;
    this.bases = correlations.bases();
    this.elsewhere = correlations.detectorElsewhere();
  }

  /**
   * Keeps the event when a rule matches it that a correlation is over.
   *
   * @param found the rules of the files that match it
   */
  void take(Event event, List<RuleRef> found) {
    if (bases.isEmpty()) {
      return;
    }
    List<RuleRef> all = new ArrayList<>(found);
    all.addAll(elsewhere.detect(event));
    if (all.stream().anyMatch(rule -> bases.contains(rule.id()))) {
      try {
        spool.add(Findings.marked(event, all));
      } catch (IOException e) {
        throw unusable(e);
      }
    }
  }

  /** Runs the correlations over all that was kept. */
  void finish(Consumer<SigmaPlayback.Held> out) {
    if (correlations.all().isEmpty()) {
      return;
    }
    try (SigmaPlayback playback = new SigmaPlayback(correlations, out)) {
      spool.drain(playback::on);
      playback.finish();
      evicted = playback.evicted();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Groups that had to be let go for want of room. */
  long evicted() {
    return evicted;
  }

  private static UserFacingException unusable(IOException e) {
    return new UserFacingException(
        NEEDED, "temporary file: " + e.getMessage() + " (expected: room in java.io.tmpdir)");
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
