package songlam.collectors.listen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Text;

/**
 * What is known of TLS handshakes that failed: how many, and of the last one when and why. Who it
 * was Vert.x does not tell. Safe for many threads.
 */
final class FailedHandshakes {
  /** The reason may hold what was sent, however long. */
  private static final int MOST_SHOWN = 160;

  private record Last(long count, Instant at, String why) {}

  private @Nullable Last last;

  synchronized void failed(Throwable failure) {
    String why = String.valueOf(failure.getMessage());
    String shown = why.length() > MOST_SHOWN ? why.substring(0, MOST_SHOWN) + "…" : why;
    long count = last == null ? 1 : last.count() + 1;
    last = new Last(count, Instant.now().truncatedTo(ChronoUnit.SECONDS), shown);
  }

  /** The text, with what there is to say. */
  synchronized Text after(Text text) {
    Last known = last;
    if (known == null) {
      return text;
    }
    return new Text(
        "%s (bắt tay TLS hỏng: %d, lần cuối %s: %s)"
            .formatted(text.vi(), known.count(), known.at(), known.why()),
        "%s (TLS handshakes failed: %d, the last at %s: %s)"
            .formatted(text.en(), known.count(), known.at(), known.why()));
  }
}
