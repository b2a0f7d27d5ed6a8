package songlam.collectors.parse.netflow;

/** A stretch of octets: {@code from} inclusive, {@code end} exclusive. */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Span(byte[] octets, int from, int end) {}
