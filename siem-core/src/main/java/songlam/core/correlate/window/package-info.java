/**
 * Keyed windows over event time: count, distinct, sum, sequence, absence, silence, rate, rhythm.
 * Our own operators, bounded; what they notice goes into the pack's session as a fact.
 */
@NullMarked
package songlam.core.correlate.window;

import org.jspecify.annotations.NullMarked;
