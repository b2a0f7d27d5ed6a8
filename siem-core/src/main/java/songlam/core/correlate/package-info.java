/**
 * Correlate: findings and events over time become alerts. Pure: event time is the only clock, and
 * the result depends on nothing but the order of the journal.
 */
@NullMarked
package songlam.core.correlate;

import org.jspecify.annotations.NullMarked;
