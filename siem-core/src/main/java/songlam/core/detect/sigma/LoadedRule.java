package songlam.core.detect.sigma;

import songlam.core.detect.match.Expression;

/**
 * A rule ready to be matched.
 *
 * @param name what correlations call it, empty when they use its id
 * @param route which events are of its logsource
 */
record LoadedRule(SigmaRule rule, String name, Expression route, Expression condition) {}
