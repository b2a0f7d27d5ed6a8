/**
 * Rule packs: the rules of one domain in one Drools session on one thread, with its own clock of
 * event time.
 */
@NullMarked
package songlam.core.correlate.pack;

import org.jspecify.annotations.NullMarked;
