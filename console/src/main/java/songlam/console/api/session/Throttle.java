package songlam.console.api.session;

import java.time.Clock;
import java.util.Map;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/**
 * Slows down who guesses passwords: after five failures of one key, the next try must wait, twice
 * as long each time up to five minutes. Bounded: the key that failed longest ago is forgotten
 * first.
 */
final class Throttle {
  private static final int FREE_FAILURES = 5;
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 300_000;

  private final Clock clock;
  private final Map<String, Failures> failures;

  Throttle(Clock clock, Caps caps) {
    this.failures = caps.bounded(Cap.SIGN_IN_KEYS);
    this.clock = clock;
  }

  /** Milliseconds until the key may try again; 0 when it may now. */
  synchronized long waitMillis(String key) {
    Failures known = failures.get(key);
    return known == null ? 0 : Math.max(0, known.nextTryAt() - clock.millis());
  }

  synchronized void failed(String key) {
    Failures known = failures.remove(key); // and in again as the youngest
    int count = known == null ? 1 : known.count() + 1;
    long wait =
        count < FREE_FAILURES
            ? 0
            : Math.min(
                LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(20, count - FREE_FAILURES));
    failures.put(key, new Failures(count, clock.millis() + wait));
  }

  synchronized void succeeded(String key) {
    failures.remove(key);
  }

  private record Failures(int count, long nextTryAt) {}
}
