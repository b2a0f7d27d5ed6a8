@NullMarked
package songlam.core.rule.proof;

import org.jspecify.annotations.NullMarked;
