package songlam.core.rule;

/**
 * Somebody has said that a version holds all it is to hold of what ships.
 *
 * @param base digest of the shipped files
 * @param at wall clock, milliseconds
 */
public record RuleMerge(int version, String base, String by, long at, String why) {}
