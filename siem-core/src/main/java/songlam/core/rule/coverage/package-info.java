/** Which ATT&amp;CK techniques the rules speak of, and what is known of those rules. Pure. */
@NullMarked
package songlam.core.rule.coverage;

import org.jspecify.annotations.NullMarked;
