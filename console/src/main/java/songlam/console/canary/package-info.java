/**
 * Canaries: rules' own positive cases, sent to the platform's own listeners as a client sends,
 * watched on their way, and told of when they are lost.
 */
@NullMarked
package songlam.console.canary;

import org.jspecify.annotations.NullMarked;
