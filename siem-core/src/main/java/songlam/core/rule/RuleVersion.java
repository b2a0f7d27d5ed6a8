package songlam.core.rule;

/**
 * A version of an installation's own rule.
 *
 * @param number from 1
 * @param digest of its files
 * @param author who wrote it
 * @param at wall clock, milliseconds
 * @param why what changed
 * @param parent the version it was made from, {@link RuleLife#SHIPPED} for none of the own ones
 * @param base digest of the shipped files that are merged into it, empty for none
 */
public record RuleVersion(
    int number, String digest, String author, long at, String why, int parent, String base) {
  /** Who writes versions that are merged with what ships. */
  public static final String MERGER = "songlam";

  /** Whether a machine merged it and nobody wrote it. */
  public boolean isMerged() {
    return author.equals(MERGER);
  }

  /** The same with others that ship merged into it. */
  RuleVersion over(String shipped) {
    return new RuleVersion(number, digest, author, at, why, parent, shipped);
  }
}
