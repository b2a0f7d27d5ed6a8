/**
 * What a rule is worth, from what people and events said of it: verdicts, alerts, silence. Pure but
 * for the stores it reads.
 */
@NullMarked
package songlam.core.rule.worth;

import org.jspecify.annotations.NullMarked;
