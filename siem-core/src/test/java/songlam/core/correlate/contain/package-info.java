@NullMarked
package songlam.core.correlate.contain;

import org.jspecify.annotations.NullMarked;
