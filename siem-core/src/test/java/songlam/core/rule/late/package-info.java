@NullMarked
package songlam.core.rule.late;

import org.jspecify.annotations.NullMarked;
