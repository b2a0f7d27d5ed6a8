package songlam.core.event;

import java.util.List;

/** What became of one raw record: the events in it, or why it is none. */
public sealed interface ParseResult {
  /**
   * The record was read. A datagram or a capture may hold many events, or none (a template, a
   * keep-alive).
   *
   * @param events the events in the order they stand in the record, not yet normalised
   * @param losses what this record shows, or makes certain, to be lost; mostly empty
   */
  record Parsed(List<EventBuilder> events, List<Loss> losses) implements ParseResult {
    public Parsed {
      events = List.copyOf(events);
      losses = List.copyOf(losses);
    }

    /** A record that was read without finding anything lost. */
    public Parsed(List<EventBuilder> events) {
      this(events, List.of());
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

  /**
   * Events that exist but can never be had: a gap in an exporter's numbering, flow data whose
   * template never came. They are a fault of the origin and counted under the reason.
   *
   * @param origin whose events they were, as in {@link EventBuilder#origin()}
   * @param count how many, in the unit that the detail names
   * @param detail one sentence for a person
   */
  record Loss(String origin, Reason reason, long count, String detail) {}
}
