package songlam.collectors.parse.netflow;

import java.util.ArrayList;
import java.util.List;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Loss;
import songlam.core.event.Reason;

/** What one datagram has given so far. */
final class Message {
  final byte[] octets;
  final long receivedAt;
  final List<EventBuilder> events = new ArrayList<>();
  final List<Loss> losses = new ArrayList<>();

  Message(byte[] octets, long receivedAt) {
    this.octets = octets;
    this.receivedAt = receivedAt;
  }

  ParseResult parsed() {
    return new ParseResult.Parsed(events, losses);
  }

  /** The rest of the datagram cannot be read; what was read before is kept. */
  ParseResult broken(String origin, Reason reason, String detail) {
    if (events.isEmpty() && losses.isEmpty()) {
      return new ParseResult.Rejected(reason, detail);
    }
    losses.add(new Loss(origin, reason, 1, detail));
    return parsed();
  }

  void gap(Exporter exporter, long missing, String unit) {
    if (missing > 0) {
      losses.add(
          new Loss(
              exporter.origin, Reason.SEQUENCE_GAP, missing, missing + " " + unit + " missing"));
    }
  }
}
