package songlam.core.event;

import java.util.List;

/** What became of one raw record: the events in it, or why it is none. */
public sealed interface ParseResult {
  /**
   * The record was read. A datagram or a capture may hold many events, or none (a template, a
   * keep-alive).
   *
   * @param events the events in the order they stand in the record, not yet normalised
   */
  record Parsed(List<EventBuilder> events) implements ParseResult {
    public Parsed {
      events = List.copyOf(events);
    }

    public static Parsed one(EventBuilder event) {
      return new Parsed(List.of(event));
    }
  }

  /**
   * The record could not be read; it goes to quarantine whole.
   *
   * @param reason the countable kind
   * @param detail one sentence for a person: where, what, what was expected
   */
  record Rejected(Reason reason, String detail) implements ParseResult {}
}
