/**
 * Sigma, specification 2.1: rules and filters from YAML with all modifiers and conditions, their
 * fields put onto ECS by the tables of {@code taxonomy/}. {@link
 * songlam.core.detect.sigma.SigmaRules} is the way in.
 */
@NullMarked
package songlam.core.detect.sigma;

import org.jspecify.annotations.NullMarked;
