/**
 * A rule's life: an installation's own rules over those shipped, the versions of each, how far it
 * has come (draft, shadow, released, retired), and which rules are in force because of it.
 */
@NullMarked
package songlam.core.rule;

import org.jspecify.annotations.NullMarked;
