/**
 * How far the rule engine agrees with what others published: the public corpora of Sigma and of
 * logs, scored and written down.
 */
@NullMarked
package songlam.console.conformance;

import org.jspecify.annotations.NullMarked;
