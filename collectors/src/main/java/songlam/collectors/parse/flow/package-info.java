/**
 * What flow records of exporters and of our own sensor share: addresses as text, protocol names,
 * the Community ID, the fields every flow event carries.
 */
@NullMarked
package songlam.collectors.parse.flow;

import org.jspecify.annotations.NullMarked;
