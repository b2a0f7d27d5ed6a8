@NullMarked
package songlam.core.correlate.window;

import org.jspecify.annotations.NullMarked;
