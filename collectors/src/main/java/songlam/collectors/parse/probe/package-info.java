/** What a probe found. */
@NullMarked
package songlam.collectors.parse.probe;

import org.jspecify.annotations.NullMarked;
