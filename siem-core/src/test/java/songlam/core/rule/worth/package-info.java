@NullMarked
package songlam.core.rule.worth;

import org.jspecify.annotations.NullMarked;
