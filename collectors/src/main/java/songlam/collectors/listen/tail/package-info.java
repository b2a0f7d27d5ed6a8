/** Files that grow and are rotated. */
@NullMarked
package songlam.collectors.listen.tail;

import org.jspecify.annotations.NullMarked;
