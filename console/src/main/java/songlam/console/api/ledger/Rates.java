package songlam.console.api.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.LedgerSnapshot;

/** Records per second of each source, between two looks at the ledger. Safe for many threads. */
final class Rates {
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(long received, long at, double rate) {}

  /** Looks at every source; called every few seconds, whoever asks or does not. */
  synchronized void look(LedgerSnapshot ledger) {
    for (LedgerRow row : ledger.rows()) {
      seen.compute(row.source(), (_, last) -> next(last, row.received(), ledger.at()));
    }
  }

  private static Seen next(@Nullable Seen last, long received, long at) {
    long millis = last == null ? 0 : at - last.at();
    if (last == null || millis <= 0) {
      return new Seen(received, at, 0);
    }
    double rate = Math.round((received - last.received()) * 10_000.0 / millis) / 10.0;
    return new Seen(received, at, rate);
  }

  /** The rate as of the last look, 0 before the second. */
  synchronized double of(String source) {
    Seen last = seen.get(source);
    return last == null ? 0 : last.rate();
  }
}
