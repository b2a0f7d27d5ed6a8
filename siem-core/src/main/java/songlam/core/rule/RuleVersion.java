package songlam.core.rule;

/**
 * A version of an installation's own rule.
 *
 * @param number from 1
 * @param digest of its files
 * @param author who wrote it
 * @param at wall clock, milliseconds
 * @param why what changed
 * @param base digest of the shipped files it was made from, empty when from none
 */
public record RuleVersion(
    int number, String digest, String author, long at, String why, String base) {}
