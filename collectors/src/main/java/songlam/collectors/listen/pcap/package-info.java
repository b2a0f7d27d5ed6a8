/**
 * Packets from an interface (libpcap through pcap4j), from capture files or from sensors that send
 * them (PCAP-over-IP), decoded by the sensor; what is journalled are its events as JSON, of source
 * type {@code sensor}.
 */
@NullMarked
package songlam.collectors.listen.pcap;

import org.jspecify.annotations.NullMarked;
