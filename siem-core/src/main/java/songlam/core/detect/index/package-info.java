/**
 * Thousands of conditions at once: one pass over an event's columns finds the few rules that can
 * match at all, and only those are evaluated. What a match means is {@code match.Meaning}.
 */
@NullMarked
package songlam.core.detect.index;

import org.jspecify.annotations.NullMarked;
