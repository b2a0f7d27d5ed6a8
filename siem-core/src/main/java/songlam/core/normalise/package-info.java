/**
 * Completes what parsers found: types, clock, network zones and assets, related values. Pure; a
 * clock is never asked, the moment of reception stands in the record.
 */
@NullMarked
package songlam.core.normalise;

import org.jspecify.annotations.NullMarked;
