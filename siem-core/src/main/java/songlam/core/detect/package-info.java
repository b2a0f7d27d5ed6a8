/**
 * Detect: which Sigma rules match one event. Pure and stateless: no clock, no threads of its own.
 */
@NullMarked
package songlam.core.detect;

import org.jspecify.annotations.NullMarked;
