/** Framers: a stream of bytes cut into records. */
@NullMarked
package songlam.collectors.frame;

import org.jspecify.annotations.NullMarked;
