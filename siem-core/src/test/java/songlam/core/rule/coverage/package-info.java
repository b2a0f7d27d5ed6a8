@NullMarked
package songlam.core.rule.coverage;

import org.jspecify.annotations.NullMarked;
