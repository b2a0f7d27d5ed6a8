package songlam.console.desk;

import songlam.core.rule.RuleState;

/**
 * A rule of the installation's own of which nothing is known but where it stands.
 *
 * @param id the rule's id where a version was kept once; else the file's name within the folder of
 *     the installation's rules
 * @param why {@code file:line: what (expected: …)}
 */
public record UnreadableRule(String id, RuleState state, String why) {}
