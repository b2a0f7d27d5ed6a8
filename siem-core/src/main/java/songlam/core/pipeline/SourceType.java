package songlam.core.pipeline;

import java.util.function.Supplier;
import songlam.core.event.Parser;

/**
 * What the pipeline must know of a source type.
 *
 * @param parser makes a parser; each thread has its own
 * @param latenessMillis how long correlation waits for events of this kind that come late
 */
public record SourceType(Supplier<Parser> parser, long latenessMillis) {}
