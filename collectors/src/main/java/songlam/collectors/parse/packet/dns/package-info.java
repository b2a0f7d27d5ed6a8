/** DNS over UDP and TCP (RFC 1035): questions with their answers. */
@NullMarked
package songlam.collectors.parse.packet.dns;

import org.jspecify.annotations.NullMarked;
