@NullMarked
package songlam.core.rule;

import org.jspecify.annotations.NullMarked;
