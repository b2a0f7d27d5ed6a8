/** Real programs that send to the listeners in tests. */
@NullMarked
package songlam.collectors.peers;

import org.jspecify.annotations.NullMarked;
