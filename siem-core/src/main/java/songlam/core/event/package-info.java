/**
 * The vocabulary every stage speaks: a raw record as received, the result of parsing it, the
 * normalised event with its typed ECS fields, and the identifiers of each. No I/O, no threads, no
 * clock.
 */
@NullMarked
package songlam.core.event;

import org.jspecify.annotations.NullMarked;
