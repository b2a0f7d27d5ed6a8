/**
 * The sensor: raw packets in, flow, DNS, TLS, HTTP and RTSP events out. Packets are decoded before
 * the journal, the one exception to raw first; time is the packets' own.
 */
@NullMarked
package songlam.collectors.parse.packet;

import org.jspecify.annotations.NullMarked;
