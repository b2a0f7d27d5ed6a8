/**
 * What a rule asks of an event, whatever language it was written in: a sealed tree of conditions
 * over columns of the event, and the tests of one value. No reading, no speed: see {@code index}.
 */
@NullMarked
package songlam.core.detect.match;

import org.jspecify.annotations.NullMarked;
