/**
 * NetFlow v5, v9 and IPFIX: a datagram in, an event per flow or option record out. Templates,
 * sampling and sequence numbers are kept per exporter; templates outlive a restart.
 */
@NullMarked
package songlam.collectors.parse.netflow;

import org.jspecify.annotations.NullMarked;
