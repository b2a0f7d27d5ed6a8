/** Late events looked at a second time, together with the stored ones of the same keys. */
@NullMarked
package songlam.core.rule.late;

import org.jspecify.annotations.NullMarked;
