package songlam.core.event;

/**
 * Turns the payload of one record into events: syntax, not meaning. Implementations hold no
 * connection and start no thread; one that keeps state (flow templates, stream reassembly) is used
 * by one thread at a time and says so. Parsers never throw for bad data: that is {@link
 * ParseResult.Rejected}.
 */
public interface Parser {
  ParseResult parse(RawRecord record);
}
