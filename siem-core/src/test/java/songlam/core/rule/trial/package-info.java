@NullMarked
package songlam.core.rule.trial;

import org.jspecify.annotations.NullMarked;
