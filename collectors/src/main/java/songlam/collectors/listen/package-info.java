/** Listeners: one transport each, from the wire to framed raw records. */
@NullMarked
package songlam.collectors.listen;

import org.jspecify.annotations.NullMarked;
