/** The clear part of TLS: the hellos of client and server, and the JA4 fingerprint. */
@NullMarked
package songlam.collectors.parse.packet.tls;

import org.jspecify.annotations.NullMarked;
