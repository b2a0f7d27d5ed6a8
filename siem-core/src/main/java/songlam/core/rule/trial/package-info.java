/**
 * Trying rules before they are in force: their cases, and what they would have changed over stored
 * events.
 */
@NullMarked
package songlam.core.rule.trial;

import org.jspecify.annotations.NullMarked;
