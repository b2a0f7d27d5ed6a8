/**
 * The collectors: bytes in, parsed fields out. This package holds the tables of source types and
 * transports.
 */
@NullMarked
package songlam.collectors;

import org.jspecify.annotations.NullMarked;
