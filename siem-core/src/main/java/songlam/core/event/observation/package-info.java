/**
 * Typed facts of the province: what cameras, papers, citizens and probes report. Each has a
 * lossless codec to and from an {@code Event}: journal and store hold the event, rule packs see the
 * record.
 */
@NullMarked
package songlam.core.event.observation;

import org.jspecify.annotations.NullMarked;
