/**
 * Packets from an interface (libpcap through pcap4j) or from capture files, decoded by the sensor;
 * what is journalled are its events as JSON, of source type {@code sensor}.
 */
@NullMarked
package songlam.collectors.listen.pcap;

import org.jspecify.annotations.NullMarked;
