package songlam.core.rule;

/**
 * A version has come to a state.
 *
 * @param version from 1; {@link RuleLife#SHIPPED} for the one that comes with the product
 * @param at wall clock, milliseconds
 */
public record RuleStep(int version, RuleState state, String by, long at, String why) {}
