/** UDP: a datagram is a record. */
@NullMarked
package songlam.collectors.listen.udp;

import org.jspecify.annotations.NullMarked;
