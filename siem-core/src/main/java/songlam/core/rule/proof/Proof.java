package songlam.core.rule.proof;

import org.jspecify.annotations.Nullable;

/**
 * What became of a rule's canaries.
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param version of the rule that was tried last, its digest
 * @param test name of the case that was sent last
 * @param provenAt wall clock of the last one that came through, milliseconds; 0 for never
 * @param triedAt wall clock at which the last one was sent, milliseconds
 * @param diedAt where the last one was lost, null when it came through
 * @param detail what was seen there, empty when it came through
 */
public record Proof(
    String rule,
    String version,
    String test,
    long provenAt,
    long triedAt,
    @Nullable Hop diedAt,
    String detail) {
  /** Whether the last one was lost. */
  public boolean hasFailed() {
    return diedAt != null;
  }
}
