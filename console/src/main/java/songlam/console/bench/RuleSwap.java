package songlam.console.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;

/** One rule of all replaced while another thread detects: how long, and how long that stood. */
final class RuleSwap {
  private static final int TIMES = 7;
  private static final int STRIDE = 50;
  private static final String CHANGED =
      """
      title: A rule that was changed
      id: 00000000-0000-4000-8000-0000000000%02d
      logsource: {category: process_creation, product: windows}
      detection:
        selection: {Image|endswith: '\\changed-%d.exe'}
        condition: selection
      """;

  private RuleSwap() {}

  /**
   * @param worstSeconds from the text of the changed rule to the first event under the new set
   * @param longestPauseMillis between any fifty events and the next fifty meanwhile
   * @param events that went through meanwhile
   */
  record Figure(double worstSeconds, double longestPauseMillis, long events) {}

  static Figure measure(SigmaRules rules, List<Event> events) {
    AtomicReference<Detector> inForce = new AtomicReference<>(rules.detector());
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong seen = new AtomicLong();
    AtomicLong pause = new AtomicLong();
    Thread stream = new Thread(() -> detect(events, inForce, stop, seen, pause), "stream");
    stream.start();
    double worst = 0;
    try {
      Thread.sleep(1_000);
      pause.set(0);
      long before = seen.get();
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        SigmaRules changed = rules.with(SigmaRules.text("changed.yml", CHANGED.formatted(1, i)));
        inForce.set(changed.detectorAfter(inForce.get()));
        worst = Math.max(worst, (System.nanoTime() - start) / 1e9);
        Thread.sleep(200);
      }
      return new Figure(worst, pause.get() / 1e6, seen.get() - before);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } finally {
      stop.set(true);
    }
  }

  private static void detect(
      List<Event> events,
      AtomicReference<Detector> inForce,
      AtomicBoolean stop,
      AtomicLong seen,
      AtomicLong pause) {
    int next = 0;
    long last = System.nanoTime();
    while (!stop.get()) {
      Detector detector = inForce.get();
      for (int i = 0; i < STRIDE; i++) {
        detector.detect(events.get(next));
        next = next + 1 == events.size() ? 0 : next + 1;
      }
      long now = System.nanoTime();
      pause.accumulateAndGet(now - last, Math::max);
      last = now;
      seen.addAndGet(STRIDE);
    }
  }
}
