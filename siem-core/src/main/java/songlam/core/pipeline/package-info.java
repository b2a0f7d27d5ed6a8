/**
 * The conveyor: moves records from the journal through parse, normalise, detect, store and
 * correlate. It owns every thread and the ledger.
 */
@NullMarked
package songlam.core.pipeline;

import org.jspecify.annotations.NullMarked;
