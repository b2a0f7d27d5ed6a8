package songlam.core.event;

import java.util.Locale;

/**
 * Why a record or event was rejected (it was looked at and is bad: quarantined) or dropped (it
 * could not be kept). Every loss has one of these and a counter in the ledger.
 */
public enum Reason {
  /** Does not follow the grammar of its format. */
  MALFORMED,
  /** Longer than the limit of its source. */
  OVERSIZED,
  /** Ends before its own length says. */
  TRUNCATED,
  /** Nested deeper than the limit. */
  TOO_DEEP,
  /** Not text in any encoding the source may use. */
  ENCODING,
  /** A version, type or option that no parser here reads. */
  UNSUPPORTED,
  /** Flow data whose template has not arrived within the waiting time. */
  TEMPLATE_MISSING,
  /** The sender's own numbering jumps: it was sent and never reached us. */
  SEQUENCE_GAP,
  /** A value that does not fit the ECS type of its field. */
  TYPE_MISMATCH,
  /** The store refused the document, for example because it does not fit the mapping. */
  STORE_REFUSED,
  /** The client gave this id to another document before; that one stays. */
  DUPLICATE,
  /** The client had no right to send. */
  UNAUTHORISED,
  /** A bounded queue was full and the transport cannot be slowed down. */
  QUEUE_FULL,
  /** The journal's disk budget is reached and the transport cannot be slowed down. */
  DISK_BUDGET,
  /** The operating system's socket buffer overflowed before we could read. */
  SOCKET_OVERFLOW,
  /** The capture interface lost packets. */
  INTERFACE_OVERFLOW,
  /** A connection or peer was over its limit (slow sender, too many connections). */
  PEER_LIMIT,
  /** A defect of ours: the record is kept in quarantine with the exception's text. */
  INTERNAL;

  /** The name as shown in JSON and metrics: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
