package songlam.core.rule;

/**
 * Somebody has said who answers for a rule.
 *
 * @param name who answers
 * @param by who said so, empty where it was not kept
 * @param at wall clock, milliseconds; 0 where it was not kept
 */
public record RuleOwner(String name, String by, long at) {}
