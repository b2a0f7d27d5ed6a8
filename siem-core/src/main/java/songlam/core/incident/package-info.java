/**
 * Incidents: alerts about one affair, with an owner, a state, a timeline and what people decided.
 */
@NullMarked
package songlam.core.incident;

import org.jspecify.annotations.NullMarked;
