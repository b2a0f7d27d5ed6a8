package songlam.core.detect.sigma;

import songlam.core.detect.match.Expression;

/**
 * A rule ready to be matched.
 *
 * @param route which events are of its logsource
 */
record LoadedRule(SigmaRule rule, Expression route, Expression condition) {}
