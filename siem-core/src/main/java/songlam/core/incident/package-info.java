/**
 * Incidents: alerts about one affair, and what people decide about alerts and incidents. Pure: a
 * clock and the acting person are passed in.
 */
@NullMarked
package songlam.core.incident;

import org.jspecify.annotations.NullMarked;
