package songlam.console.api.ledger;

import java.util.HashMap;
import java.util.Map;

/** Records per second of each source, between two looks at the ledger. */
final class Rates {
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(long received, long at, double rate) {}

  synchronized double of(String source, long received, long at) {
    Seen last = seen.get(source);
    if (last == null) {
      seen.put(source, new Seen(received, at, 0));
      return 0;
    }
    long millis = at - last.at();
    if (millis < 1_000) {
      return last.rate();
    }
    double rate = Math.round((received - last.received()) * 10_000.0 / millis) / 10.0;
    seen.put(source, new Seen(received, at, rate));
    return rate;
  }
}
