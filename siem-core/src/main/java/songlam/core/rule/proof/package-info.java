/**
 * Proof of detection: a rule's own positive case, sent through the live path on a schedule and
 * marked, and what became of it.
 */
@NullMarked
package songlam.core.rule.proof;

import org.jspecify.annotations.NullMarked;
